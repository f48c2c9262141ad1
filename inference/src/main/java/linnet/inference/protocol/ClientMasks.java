// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.random.Prg;
import linnet.inference.linear.Activations;
import linnet.network.Shape;

/**
 * The client's masks r of one inference, from a seed: first the image's, then each boundary's in
 * order. A seed serves one inference and never another.
 */
final class ClientMasks {
  private final Prg prg;
  private final int batch;

  ClientMasks(byte[] seed, int batch) {
    this.prg = new Prg(seed);
    this.batch = batch;
  }

  /** The next mask, uniform mod 2^64. */
  Activations next(Shape shape) {
    return new Activations(shape, batch, prg.longs(shape.units() * batch));
  }
}
