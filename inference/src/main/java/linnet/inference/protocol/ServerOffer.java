// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;
import linnet.crypto.channel.Channel;

/**
 * Programs among which clients choose, such as one classifier at several widths: a client that
 * insists on the digest of one of them gets that one, any other client the first. The server learns
 * which one it was, and nothing else that it would not learn of a single program.
 *
 * @param programs at least one, that of clients who insist on none first
 */
public record ServerOffer(List<ServerInference> programs) {
  /** Rejects an empty offer. */
  public ServerOffer {
    programs = List.copyOf(programs);
    if (programs.isEmpty()) {
      throw new IllegalArgumentException("nothing is offered");
    }
  }

  /** Pieces of material that wait for a client, for all programs. */
  public int prepared(String client) {
    return programs.stream().mapToInt(program -> program.prepared(client)).sum();
  }

  /**
   * Serves one client until it says goodbye; see {@link ServerInference#serve}.
   *
   * @throws linnet.crypto.channel.ProtocolException if the client vanishes, misbehaves, or insists
   *     on what is not offered; only this session ends
   */
  public void serve(Channel channel, SessionGuard guard, SessionListener listener) {
    Greeting client = Greeting.receive(channel);
    chosen(client.digest()).serve(channel, client, guard, listener);
  }

  private ServerInference chosen(String digest) {
    return programs.stream()
        .filter(program -> program.digest().equals(digest))
        .findFirst()
        .orElse(programs.getFirst());
  }
}
