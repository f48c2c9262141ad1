// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Arrays;
import linnet.inference.clear.ClearResult;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.plan.PrivateProgram;
import linnet.network.bundle.Bundle;
import linnet.training.data.ImageSet;

/**
 * Judges a private program on labelled images, computing exactly the protocol's integers.
 *
 * @param correct images classified right
 * @param images images judged
 * @param overflows kept units whose value did not fit its comparison; more than none is a defect of
 *     the calibration
 */
record FixedPointEvaluation(int correct, int images, long overflows) {
  private static final int BATCH = 32;

  double accuracy() {
    return (double) correct / images;
  }

  static FixedPointEvaluation of(
      PrivateProgram program, Bundle bundle, ImageSet images, ProgressDisplay progress) {
    FixedPointExecutor executor = new FixedPointExecutor(program);
    float[][] inputs = PrivateModel.normalized(bundle, images);
    int correct = 0;
    long overflows = 0;
    for (int from = 0; from < inputs.length; from += BATCH) {
      int to = Math.min(from + BATCH, inputs.length);
      ClearResult result = executor.run(Arrays.copyOfRange(inputs, from, to));
      correct += correct(result.classes(), images, from);
      overflows += result.overflows();
      progress.reached(to, "");
    }
    return new FixedPointEvaluation(correct, images.size(), overflows);
  }

  private static int correct(int[] classes, ImageSet images, int from) {
    int correct = 0;
    for (int i = 0; i < classes.length; i++) {
      correct += classes[i] == images.label(from + i) ? 1 : 0;
    }
    return correct;
  }
}
