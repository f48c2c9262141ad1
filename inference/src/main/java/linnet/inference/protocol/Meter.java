// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.Traffic;

/** Time and traffic of a channel from a start on. */
final class Meter {
  private final Channel channel;
  private Traffic traffic;
  private long nanos;

  private Meter(Channel channel) {
    this.channel = channel;
    this.traffic = channel.traffic();
    this.nanos = System.nanoTime();
  }

  static Meter start(Channel channel) {
    return new Meter(channel);
  }

  /** What was added since the start, or since the last lap. */
  PhaseStatistics lap() {
    Traffic now = channel.traffic();
    long time = System.nanoTime();
    Traffic added = now.since(traffic);
    double millis = (time - nanos) / 1e6;
    traffic = now;
    nanos = time;
    return new PhaseStatistics(added.bytesSent(), added.bytesReceived(), added.rounds(), millis);
  }
}
