// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.time.Duration;

/** Channels between two threads of one process, for tests and trials; sending never blocks. */
public final class InMemoryChannel {
  /**
   * The two ends of one line.
   *
   * @param server one end
   * @param client the other
   */
  public record Pair(Channel server, Channel client) {}

  private InMemoryChannel() {}

  /** A line whose reads give up after a minute of silence. */
  public static Pair pair() {
    return pair(Duration.ofMinutes(1));
  }

  /** A line whose reads give up after this silence. */
  public static Pair pair(Duration readTimeout) {
    BytePipe toClient = new BytePipe(readTimeout);
    BytePipe toServer = new BytePipe(readTimeout);
    return new Pair(end(toServer, toClient, "the client"), end(toClient, toServer, "the server"));
  }

  private static Channel end(BytePipe from, BytePipe to, String peer) {
    Runnable end =
        () -> {
          from.close();
          to.close();
        };
    return new FramedChannel(
        new StreamLine(from.input(), to.output(), end), peer, Timeouts.DEFAULT);
  }
}
