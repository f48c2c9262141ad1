// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataOutput;
import java.io.IOException;
import linnet.crypto.channel.Channel;

/**
 * The server's half of the comparisons of one image, over all its layers; each layer serves once.
 *
 * <p>A layer: {@link #send} here, {@link ClientRelus#evaluate} and the answer there, {@link
 * #receive} here; several images in one round trip by sending all before receiving any. Security
 * guarantees, parties and cost: {@link ReluForm}. Not thread-safe.
 */
public interface ServerRelus {
  /**
   * Spends a layer: sends what lets the client evaluate it; reads nothing from the channel.
   *
   * @param shares z_S of each unit, not yet truncated; left as they are
   * @throws IllegalStateException if the layer is spent already
   * @throws IllegalArgumentException if there are not as many shares as units
   * @throws linnet.crypto.channel.PeerException if the client is gone
   */
  void send(Channel channel, int layer, long[] shares);

  /**
   * {@code (relu(z) >> shift) − r_next mod 2^64} of each unit.
   *
   * @throws IllegalStateException if the layer has not been sent, or was received already
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  long[] receive(Channel channel, int layer);

  /** Units of a layer that have been compared: all after {@link #receive}, none before. */
  long comparedUnits(int layer);

  /**
   * Writes unspent material, which is secret, for {@link ReluForm#readServer}.
   *
   * @throws IllegalStateException if a layer is spent
   */
  void write(DataOutput out) throws IOException;
}
