// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linnet.crypto.random.Prg;
import linnet.inference.linear.Activations;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/**
 * The client's masks r, from one seed an image: first the image's, then each boundary's in the
 * plan's order. A seed serves one image and never another.
 */
final class ClientMasks {
  private ClientMasks() {}

  /** The masks of a batch, uniform mod 2^64, by name of the value that they hide. */
  static Map<String, Activations> of(ProgramPlan plan, List<byte[]> seeds) {
    Map<String, Activations> masks = new HashMap<>();
    List<Prg> streams = seeds.stream().map(Prg::new).toList();
    masks.put(ProgramPlan.IMAGE, next(plan.input(), streams));
    for (Step.Boundary boundary : plan.boundaries()) {
      masks.put(boundary.name(), next(boundary.kept().shape(), streams));
    }
    return masks;
  }

  /** The next uniform value of each stream, as one batch. */
  static Activations next(Shape shape, List<Prg> streams) {
    long[][] images = new long[streams.size()][];
    for (int i = 0; i < images.length; i++) {
      images[i] = streams.get(i).longs(shape.units());
    }
    return Activations.ofImages(shape, images);
  }
}
