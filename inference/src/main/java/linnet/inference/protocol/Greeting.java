// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.PeerException;

/**
 * The first message of each party: what it speaks. Both compare, so that a mismatch is the same
 * sentence at both ends.
 *
 * @param version of the protocol
 * @param ringBits shares live in the integers mod 2^ringBits
 * @param labelBits computational security parameter
 * @param maxBatch most images at once; 0 from a client
 * @param dealer the server uses, the client accepts, an insecure dealer
 * @param digest of the plan, in hexadecimal: the server's, or what the client insists on; empty if
 *     it takes any
 */
record Greeting(
    int version, int ringBits, int labelBits, int maxBatch, boolean dealer, String digest) {
  private static final long MAGIC = 0x54454E4E494CL; // "LINNET"
  private static final int DIGEST_BYTES = 32;
  private static final int BYTES = 8 + 4 * 4 + 1 + DIGEST_BYTES;

  /** What this program speaks. */
  static Greeting ours(int maxBatch, boolean dealer, String digest) {
    return new Greeting(1, Long.SIZE, 128, maxBatch, dealer, digest);
  }

  void send(Channel channel) {
    byte[] bytes = new byte[BYTES];
    LittleEndian.putLong(bytes, 0, MAGIC);
    LittleEndian.putInt(bytes, 8, version);
    LittleEndian.putInt(bytes, 12, ringBits);
    LittleEndian.putInt(bytes, 16, labelBits);
    LittleEndian.putInt(bytes, 20, maxBatch);
    bytes[24] = (byte) (dealer ? 1 : 0);
    byte[] hash = HexFormat.of().parseHex(digest);
    System.arraycopy(hash, 0, bytes, BYTES - DIGEST_BYTES, hash.length);
    channel.send(MessageTypes.GREETING, bytes);
  }

  static Greeting receive(Channel channel) {
    byte[] bytes = channel.receive(MessageTypes.GREETING, BYTES);
    if (LittleEndian.getLong(bytes, 0) != MAGIC) {
      throw new PeerException(
          channel.peer() + " does not speak Linnet's protocol; check the port.");
    }
    byte[] digest = Arrays.copyOfRange(bytes, BYTES - DIGEST_BYTES, BYTES);
    return new Greeting(
        LittleEndian.getInt(bytes, 8),
        LittleEndian.getInt(bytes, 12),
        LittleEndian.getInt(bytes, 16),
        LittleEndian.getInt(bytes, 20),
        bytes[24] != 0,
        Arrays.equals(digest, new byte[DIGEST_BYTES]) ? "" : HexFormat.of().formatHex(digest));
  }

  /**
   * Compares what the two parties of a session said.
   *
   * @throws MismatchException with the same sentence at both ends
   */
  static void requireAgreement(Greeting server, Greeting client) {
    if (server.version != client.version) {
      throw mismatch("protocol version", server.version, client.version);
    }
    if (server.ringBits != client.ringBits) {
      throw mismatch("ring width", server.ringBits, client.ringBits);
    }
    if (server.labelBits != client.labelBits) {
      throw mismatch("security parameter", server.labelBits, client.labelBits);
    }
    if (server.dealer && !client.dealer) {
      throw new MismatchException(
          "The server uses an insecure trusted dealer, which the client does not accept; allow it explicitly, or use another server.");
    }
    if (!client.digest.isEmpty() && !client.digest.equals(server.digest)) {
      throw new MismatchException(
          "The client expects the plan %s, but the server serves the plan %s; use the same bundle on both sides."
              .formatted(client.digest.substring(0, 16), server.digest.substring(0, 16)));
    }
  }

  private static MismatchException mismatch(String what, int server, int client) {
    return new MismatchException(
        "The server's %s is %d, but the client's is %d; use the same version of Linnet on both sides."
            .formatted(what, server, client));
  }
}
