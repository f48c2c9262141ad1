// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;

/** The server's answer to a request, before it does anything. */
sealed interface Verdict {
  /** It begins. */
  record Accepted() implements Verdict {}

  /** It does not, and this sentence says why. */
  record Refused(String sentence) implements Verdict {}

  /** It does not: these of the named pieces it has not, or no more. */
  record Missing(List<Integer> pieces) implements Verdict {}

  /** Longest message of this kind. */
  int MAX_BYTES = 8192;

  /** Bytes of a refusal's sentence that are sent, and shown. */
  int MAX_SENTENCE_BYTES = 1000;

  /** Bytes of an acceptance. */
  int ACCEPTED_BYTES = 1;

  /** Sends it. */
  default void send(Channel channel) {
    channel.send(MessageTypes.VERDICT, bytes());
  }

  private byte[] bytes() {
    return switch (this) {
      case Accepted accepted -> new byte[] {0};
      case Refused refused -> {
        byte[] text = refused.sentence().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[1 + Math.min(text.length, MAX_SENTENCE_BYTES)];
        bytes[0] = 1;
        System.arraycopy(text, 0, bytes, 1, bytes.length - 1);
        yield bytes;
      }
      case Missing missing -> {
        byte[] bytes = new byte[1 + Integer.BYTES * missing.pieces().size()];
        bytes[0] = 2;
        for (int i = 0; i < missing.pieces().size(); i++) {
          LittleEndian.putInt(bytes, 1 + Integer.BYTES * i, missing.pieces().get(i));
        }
        yield bytes;
      }
    };
  }

  /**
   * Waits for it.
   *
   * @throws PeerException if it is none
   */
  static Verdict receive(Channel channel) {
    byte[] bytes = channel.receive(MessageTypes.VERDICT, 1, MAX_BYTES);
    return switch (bytes[0]) {
      case 0 -> new Accepted();
      case 1 -> new Refused(sentence(bytes, channel.peer()));
      case 2 -> {
        List<Integer> pieces = new ArrayList<>();
        for (int at = 1; at + Integer.BYTES <= bytes.length; at += Integer.BYTES) {
          pieces.add(LittleEndian.getInt(bytes, at));
        }
        yield new Missing(pieces);
      }
      default -> throw new PeerException(channel.peer() + " sent a verdict that does not exist.");
    };
  }

  /** The peer's words go to a person's screen: some, not too many, no control characters. */
  private static String sentence(byte[] bytes, String peer) {
    int end = Math.min(bytes.length, 1 + MAX_SENTENCE_BYTES);
    String text = new String(Arrays.copyOfRange(bytes, 1, end), StandardCharsets.UTF_8);
    String shown = text.replaceAll("\\p{Cc}", " ").strip();
    return shown.isBlank() ? peer + " refused and did not say why; ask its operator." : shown;
  }
}
