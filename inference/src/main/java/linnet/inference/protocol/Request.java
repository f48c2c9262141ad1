// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;

/** What a client asks next. */
sealed interface Request {
  /** Prepare an inference of this many images; material not used so far is dropped. */
  record Prepare(int batch) implements Request {}

  /** Run what was prepared, once. */
  record Infer() implements Request {}

  /** The session is over. */
  record Goodbye() implements Request {}

  int BYTES = 5;

  /** Sends this request. */
  default void send(Channel channel) {
    byte[] bytes = new byte[BYTES];
    switch (this) {
      case Prepare prepare -> {
        bytes[0] = 1;
        LittleEndian.putInt(bytes, 1, prepare.batch());
      }
      case Infer infer -> bytes[0] = 2;
      case Goodbye goodbye -> bytes[0] = 3;
    }
    channel.send(MessageTypes.REQUEST, bytes);
  }

  /**
   * Waits for the next request.
   *
   * @throws PeerException if it is none, or asks for more than {@code maxBatch} images
   */
  static Request receive(Channel channel, int maxBatch) {
    byte[] bytes = channel.receive(MessageTypes.REQUEST, BYTES);
    int batch = LittleEndian.getInt(bytes, 1);
    return switch (bytes[0]) {
      case 1 -> {
        if (batch < 1 || batch > maxBatch) {
          throw new PeerException(
              "%s asks for %d images at once, but between 1 and %d are served."
                  .formatted(channel.peer(), batch, maxBatch));
        }
        yield new Prepare(batch);
      }
      case 2 -> new Infer();
      case 3 -> new Goodbye();
      default -> throw new PeerException(channel.peer() + " sent a request that does not exist.");
    };
  }
}
