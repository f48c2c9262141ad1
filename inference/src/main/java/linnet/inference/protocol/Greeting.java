// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.nio.charset.StandardCharsets;
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
 * @param maxPrepare most pieces prepared at once; 0 from a client
 * @param dealer the server uses, the client accepts, an insecure dealer
 * @param digest of the plan, in hexadecimal: the server's, or what the client insists on; empty if
 *     it takes any
 * @param clientName 16 bytes in hexadecimal by which the client's pieces are found where no
 *     certificate names it; zeros from a server
 * @param parameters {@link ProtocolParameters#canonical} of the server; empty from a client
 */
record Greeting(
    int version,
    int ringBits,
    int labelBits,
    int maxBatch,
    int maxPrepare,
    boolean dealer,
    String digest,
    String clientName,
    String parameters) {
  /** The version of the protocol that this program speaks. */
  static final int VERSION = 3;

  private static final long MAGIC = 0x54454E4E494CL; // "LINNET"
  private static final int DIGEST_BYTES = 32;
  private static final int NAME_BYTES = 16;
  private static final int PARAMETER_BYTES = 160;
  private static final int DIGEST_AT = 8 + 5 * 4 + 1;
  private static final int NAME_AT = DIGEST_AT + DIGEST_BYTES;
  private static final int PARAMETERS_AT = NAME_AT + NAME_BYTES;

  /** Bytes of the message. */
  static final int BYTES = PARAMETERS_AT + PARAMETER_BYTES;

  private static final String NOBODY = "00".repeat(NAME_BYTES);

  /** What this program says as a server. */
  static Greeting server(
      int maxBatch, int maxPrepare, ProtocolParameters parameters, String digest) {
    return new Greeting(
        VERSION,
        Long.SIZE,
        128,
        maxBatch,
        maxPrepare,
        parameters.dealer(),
        digest,
        NOBODY,
        parameters.canonical());
  }

  /** What this program says as a client. */
  static Greeting client(boolean acceptDealer, String digest, String clientName) {
    return new Greeting(VERSION, Long.SIZE, 128, 0, 0, acceptDealer, digest, clientName, "");
  }

  void send(Channel channel) {
    byte[] bytes = new byte[BYTES];
    LittleEndian.putLong(bytes, 0, MAGIC);
    int at = 8;
    for (int number : new int[] {version, ringBits, labelBits, maxBatch, maxPrepare}) {
      LittleEndian.putInt(bytes, at, number);
      at += 4;
    }
    bytes[at] = (byte) (dealer ? 1 : 0);
    put(bytes, DIGEST_AT, HexFormat.of().parseHex(digest));
    put(bytes, NAME_AT, HexFormat.of().parseHex(clientName));
    put(bytes, PARAMETERS_AT, parameters.getBytes(StandardCharsets.US_ASCII));
    channel.send(MessageTypes.GREETING, bytes);
  }

  private static void put(byte[] bytes, int at, byte[] part) {
    System.arraycopy(part, 0, bytes, at, part.length);
  }

  static Greeting receive(Channel channel) {
    byte[] bytes = channel.receive(MessageTypes.GREETING, BYTES);
    if (LittleEndian.getLong(bytes, 0) != MAGIC) {
      throw new PeerException(
          channel.peer() + " does not speak Linnet's protocol; check the port.");
    }
    byte[] digest = Arrays.copyOfRange(bytes, DIGEST_AT, NAME_AT);
    byte[] name = Arrays.copyOfRange(bytes, NAME_AT, PARAMETERS_AT);
    byte[] text = Arrays.copyOfRange(bytes, PARAMETERS_AT, BYTES);
    return new Greeting(
        LittleEndian.getInt(bytes, 8),
        LittleEndian.getInt(bytes, 12),
        LittleEndian.getInt(bytes, 16),
        LittleEndian.getInt(bytes, 20),
        LittleEndian.getInt(bytes, 24),
        bytes[28] != 0,
        Arrays.equals(digest, new byte[DIGEST_BYTES]) ? "" : HexFormat.of().formatHex(digest),
        HexFormat.of().formatHex(name),
        new String(text, StandardCharsets.US_ASCII).replace("\0", ""));
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
          "The server uses an insecure trusted dealer, which the client does not accept; start the server without one, or allow it explicitly.");
    }
    if (!client.digest.isEmpty() && !client.digest.equals(server.digest)) {
      throw new MismatchException(
          "The client expects the plan %s, but the server serves the plan %s; use the same bundle on both sides."
              .formatted(abbreviated(client.digest), abbreviated(server.digest)));
    }
  }

  private static String abbreviated(String digest) {
    return digest.isEmpty() ? "(none)" : digest.substring(0, 16);
  }

  private static MismatchException mismatch(String what, int server, int client) {
    return new MismatchException(
        "The server's %s is %d, but the client's is %d; use the same version of Linnet on both sides."
            .formatted(what, server, client));
  }
}
