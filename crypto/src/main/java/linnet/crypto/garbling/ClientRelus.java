// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import linnet.crypto.channel.Channel;

/**
 * The client's half of the comparisons of one image, over all its layers; each layer serves once.
 *
 * <p>Counterpart of {@link ServerRelus}; security guarantees, parties and cost: {@link ReluForm}.
 * Not thread-safe.
 */
public interface ClientRelus {
  /**
   * Spends a layer: receives what the server sent, evaluates, and returns what to answer.
   *
   * @throws IllegalStateException if the layer is spent already
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  byte[] evaluate(Channel channel, int layer);

  /** Sends what {@link #evaluate} returned; nothing for a layer without units. */
  void answer(Channel channel, byte[] evaluated);

  /** Evaluates a layer of one image and answers. */
  default void answer(Channel channel, int layer) {
    answer(channel, evaluate(channel, layer));
  }

  /**
   * Evaluates a layer of several images, then answers all: in this order neither party can be
   * stopped by a full line while the other is still sending.
   */
  static void answer(Channel channel, List<? extends ClientRelus> images, int layer) {
    List<byte[]> answers = images.stream().map(image -> image.evaluate(channel, layer)).toList();
    for (int i = 0; i < answers.size(); i++) {
      images.get(i).answer(channel, answers.get(i));
    }
  }

  /**
   * Makes what seeds can regenerate, so that the first layer does not wait for it; optional.
   *
   * <p>From here on all labels are in memory: 16 bytes a bit of each unit.
   */
  default void ready() {}

  /** Units of a layer that have been compared: all after {@link #evaluate}, none before. */
  long comparedUnits(int layer);

  /**
   * Writes unspent material, which is secret, for {@link ReluForm#readClient}.
   *
   * @throws IllegalStateException if a layer is spent
   */
  void write(DataOutput out) throws IOException;
}
