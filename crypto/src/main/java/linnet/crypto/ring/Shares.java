// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import linnet.crypto.random.Prg;

/**
 * Additive shares mod 2^64.
 *
 * @param server the server's share
 * @param client the client's share
 */
// The arrays are the shares themselves, handed over without copies; shares have no identity.
@SuppressWarnings("ArrayRecordComponent")
public record Shares(long[] server, long[] client) {
  /**
   * Checks that both have one length.
   *
   * @throws IllegalArgumentException if they have not
   */
  public Shares {
    if (server.length != client.length) {
      throw new IllegalArgumentException(
          "shares of "
              + server.length
              + " and "
              + client.length
              + " values do not belong together");
    }
  }

  /** Splits values: the server's share is uniform, so is each share taken alone. */
  public static Shares split(long[] values, Prg prg) {
    long[] server = prg.longs(values.length);
    long[] client = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      client[i] = values[i] - server[i];
    }
    return new Shares(server, client);
  }

  /** The shared values. */
  public long[] reconstruct() {
    long[] values = new long[server.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = server[i] + client[i];
    }
    return values;
  }
}
