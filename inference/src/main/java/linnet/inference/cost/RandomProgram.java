// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.PrivateProgram;
import linnet.network.LargestRemainder;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.Weights;

/**
 * Programs with random weights and masks: they cost what a trained one of the same network and
 * budget costs, but for a bit of the comparison widths.
 */
public final class RandomProgram {
  private static final int CALIBRATION_IMAGES = 2;

  private RandomProgram() {}

  /**
   * A network with random weights, its budget spread evenly over all sites, at random places.
   *
   * @throws linnet.network.BudgetException if the network has fewer units
   * @throws linnet.network.InputException if the network cannot be run privately
   */
  public static PrivateProgram of(Network network, ReluBudget budget, long seed) {
    Masks masks = masks(network, ReluBudget.of(budget.units(), network), new Random(seed));
    return compile(new Model(network, Weights.random(network, seed), masks), seed);
  }

  /**
   * A model as it is, compiled without a data set: widths come from random images.
   *
   * @throws linnet.network.InputException if the network cannot be run privately
   */
  public static PrivateProgram compile(Model model, long seed) {
    CompilerOptions options = CompilerOptions.defaults();
    CompilerOptions quick =
        new CompilerOptions(
            options.candidates(), options.margin(), 1, 1, options.toleranceFactor());
    Shape input = model.network().input();
    return Compiler.compile(model, images(input, CALIBRATION_IMAGES, seed), quick);
  }

  /** Normally distributed pixels, {@code [N][C*H*W]}. */
  public static float[][] images(Shape shape, int count, long seed) {
    Random random = new Random(seed);
    float[][] images = new float[count][shape.units()];
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) random.nextGaussian();
      }
    }
    return images;
  }

  private static Masks masks(Network network, ReluBudget budget, Random random) {
    int[] sizes = network.sites().stream().mapToInt(Site::units).toArray();
    Iterator<Integer> kept = IntStream.of(LargestRemainder.share(budget.units(), sizes)).iterator();
    return Masks.forEach(network, site -> mask(site.shape(), kept.next(), random));
  }

  private static Mask mask(Shape shape, int count, Random random) {
    List<Integer> units = new ArrayList<>(IntStream.range(0, shape.units()).boxed().toList());
    Collections.shuffle(units, random);
    BitSet kept = new BitSet();
    units.stream().limit(count).forEach(kept::set);
    return Mask.of(shape, kept);
  }
}
