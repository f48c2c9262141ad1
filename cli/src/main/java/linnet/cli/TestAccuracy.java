// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.network.Model;
import linnet.network.bundle.Preprocessing;
import linnet.training.data.Batches;
import linnet.training.data.ImageSet;
import linnet.training.engine.Device;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.Precision;
import linnet.training.loop.Evaluation;

/** Judges models on test images in floating point. */
final class TestAccuracy {
  private static final int BATCH = 250;

  private TestAccuracy() {}

  /** Fraction of images classified right. */
  static double of(Model model, Preprocessing preprocessing, ImageSet images, Precision precision) {
    try (var network = new DifferentiableModel(model, new Execution(precision, Device.AUTO))) {
      return Evaluation.accuracy(network, Batches.evaluation(images, preprocessing, BATCH));
    }
  }
}
