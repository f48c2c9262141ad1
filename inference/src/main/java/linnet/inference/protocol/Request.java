// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;
import linnet.inference.material.PieceId;

/** What a client asks next. */
sealed interface Request {
  /** Prepare this many pieces of material, as one batch. */
  record Prepare(int count) implements Request {}

  /** Classify one image with each of these pieces; the masked images follow. */
  record Infer(List<PieceId> pieces) implements Request {}

  /** The session is over. */
  record Goodbye() implements Request {}

  /** Bytes of a request without piece names. */
  int BYTES = 5;

  /** Sends this request. */
  default void send(Channel channel) {
    channel.send(MessageTypes.REQUEST, bytes());
  }

  private byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    switch (this) {
      case Prepare prepare -> {
        bytes[0] = 1;
        LittleEndian.putInt(bytes, 1, prepare.count());
      }
      case Infer infer -> {
        bytes = Arrays.copyOf(bytes, BYTES + PieceId.BYTES * infer.pieces().size());
        bytes[0] = 2;
        LittleEndian.putInt(bytes, 1, infer.pieces().size());
        for (int i = 0; i < infer.pieces().size(); i++) {
          byte[] name = infer.pieces().get(i).bytes();
          System.arraycopy(name, 0, bytes, BYTES + PieceId.BYTES * i, PieceId.BYTES);
        }
      }
      case Goodbye goodbye -> bytes[0] = 3;
    }
    return bytes;
  }

  /**
   * Waits for the next request.
   *
   * @throws PeerException if it is none, or asks for more than is served
   */
  static Request receive(Channel channel, int maxPrepare, int maxBatch) {
    int most = BYTES + PieceId.BYTES * maxBatch;
    byte[] bytes = channel.receive(MessageTypes.REQUEST, BYTES, most);
    int count = LittleEndian.getInt(bytes, 1);
    return switch (bytes[0]) {
      case 1 -> new Prepare(checked(channel, count, maxPrepare, "pieces"));
      case 2 -> new Infer(pieces(channel, bytes, checked(channel, count, maxBatch, "images")));
      case 3 -> new Goodbye();
      default -> throw new PeerException(channel.peer() + " sent a request that does not exist.");
    };
  }

  private static int checked(Channel channel, int count, int most, String what) {
    if (count < 1 || count > most) {
      throw new PeerException(
          "%s asks for %d %s at once, but between 1 and %d are served."
              .formatted(channel.peer(), count, what, most));
    }
    return count;
  }

  private static List<PieceId> pieces(Channel channel, byte[] bytes, int count) {
    if (bytes.length != BYTES + PieceId.BYTES * count) {
      throw new PeerException(channel.peer() + " named another number of pieces than it said.");
    }
    List<PieceId> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = BYTES + PieceId.BYTES * i;
      pieces.add(PieceId.of(Arrays.copyOfRange(bytes, at, at + PieceId.BYTES)));
    }
    return pieces;
  }
}
