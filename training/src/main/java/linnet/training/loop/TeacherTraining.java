// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.util.Optional;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Weights;
import linnet.network.bundle.Preprocessing;
import linnet.training.data.Augmentation;
import linnet.training.data.Batches;
import linnet.training.data.Split;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.LearningRate;
import linnet.training.parallel.Division;

/** Trains an all-ReLU network, the teacher, from fresh weights on labels alone. */
public final class TeacherTraining {
  /** The name of its only phase. */
  public static final String PHASE = "train";

  private static final int EVALUATION_BATCH = 250;

  private TeacherTraining() {}

  /**
   * How to train a teacher. The papers use 240 epochs, batches of 128, rate 0.05 in {@link
   * LearningRate#PAPER_MILESTONES} steps, momentum 0.9, weight decay 5e-4.
   *
   * @param epochs at least 1
   * @param batchSize images of a step
   * @param learningRate schedule, usually from 0.05 or 0.1
   * @param momentum in [0, 1)
   * @param weightDecay at least 0
   * @param augmentation of training images
   * @param execution device and precision
   * @param seed of weights, order and augmentation
   */
  public record Options(
      int epochs,
      int batchSize,
      LearningRate learningRate,
      double momentum,
      double weightDecay,
      Augmentation augmentation,
      Execution execution,
      long seed) {
    /** Momentum 0.9, weight decay 5e-4, batches of 128, the fastest execution. */
    public static Options of(
        int epochs, LearningRate learningRate, Augmentation augmentation, long seed) {
      return new Options(
          epochs, 128, learningRate, 0.9, 5e-4, augmentation, Execution.auto(), seed);
    }

    /** The same with another batch size. */
    public Options withBatchSize(int images) {
      return new Options(
          epochs, images, learningRate, momentum, weightDecay, augmentation, execution, seed);
    }

    /** The same with another execution. */
    public Options withExecution(Execution other) {
      return new Options(
          epochs, batchSize, learningRate, momentum, weightDecay, augmentation, other, seed);
    }
  }

  /**
   * Trains, or goes on training, a network, at all of its widths; the validation part selects the
   * epoch, by the accuracy at full width.
   *
   * @throws linnet.network.InputException as {@link Trainer#run}
   */
  public static TrainingResult run(
      Network network,
      Split images,
      Preprocessing preprocessing,
      Options options,
      TrainingRecords records) {
    return run(network, images, preprocessing, options, records, Division.NONE);
  }

  /**
   * The same with divided batches, by one or several processes.
   *
   * @throws linnet.network.InputException as {@link Trainer#run}
   * @throws linnet.training.parallel.LostProcessException if another process is gone
   */
  public static TrainingResult run(
      Network network,
      Split images,
      Preprocessing preprocessing,
      Options options,
      TrainingRecords records,
      Division division) {
    Model fresh = new Model(network, Weights.random(network, options.seed()), Masks.all(network));
    try (var model = new DifferentiableModel(fresh, options.execution())) {
      return Trainer.run(
          model,
          new Classification(model, network.widths()),
          phase(options),
          images(images, preprocessing, options),
          records,
          division);
    }
  }

  private static Phase phase(Options options) {
    return new Phase(
        PHASE,
        options.epochs(),
        options.learningRate(),
        options.momentum(),
        options.weightDecay(),
        Phase.Selection.BEST,
        options.seed());
  }

  private static TrainingImages images(Split split, Preprocessing preprocessing, Options options) {
    Batches train =
        Batches.training(
            split.train(),
            preprocessing,
            options.augmentation(),
            options.batchSize(),
            options.seed());
    return new TrainingImages(
        train,
        split.validation().size() == 0
            ? Optional.empty()
            : Optional.of(Batches.evaluation(split.validation(), preprocessing, EVALUATION_BATCH)));
  }
}
