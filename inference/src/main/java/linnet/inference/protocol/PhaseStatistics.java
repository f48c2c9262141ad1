// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/**
 * What a phase cost, seen from one end of the channel.
 *
 * @param bytesSent framing included
 * @param bytesReceived framing included
 * @param rounds changes of direction
 * @param millis wall-clock time
 */
public record PhaseStatistics(long bytesSent, long bytesReceived, long rounds, double millis) {
  /** Nothing yet. */
  public static final PhaseStatistics NONE = new PhaseStatistics(0, 0, 0, 0);

  /** Bytes in both directions. */
  public long bytes() {
    return bytesSent + bytesReceived;
  }

  /** An even part of it; rounds are those of the whole. */
  public PhaseStatistics dividedBy(int parts) {
    return new PhaseStatistics(bytesSent / parts, bytesReceived / parts, rounds, millis / parts);
  }

  /** Both together. */
  public PhaseStatistics plus(PhaseStatistics other) {
    return new PhaseStatistics(
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived,
        rounds + other.rounds,
        millis + other.millis);
  }
}
