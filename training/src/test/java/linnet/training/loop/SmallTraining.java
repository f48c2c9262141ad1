// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.nio.file.Path;
import java.time.Duration;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.training.data.Augmentation;
import linnet.training.data.DataSet;
import linnet.training.data.DataSets;
import linnet.training.data.Split;
import linnet.training.engine.Device;
import linnet.training.engine.Execution;
import linnet.training.engine.LearningRate;
import linnet.training.engine.Precision;
import linnet.training.parallel.Division;

/** A teacher's training of seconds on a few embedded images, also as a program to be killed. */
final class SmallTraining {
  private static final int EPOCHS = 3;

  private SmallTraining() {}

  /** Arguments: folder, precision. Prints a line per step. */
  public static void main(String[] arguments) {
    run(Path.of(arguments[0]), Precision.valueOf(arguments[1]), printing());
  }

  private static TrainingListener printing() {
    return new TrainingListener() {
      @Override
      public void step(StepReport report) {
        System.out.println("step " + report.progress().step()); // the killer counts these lines
      }
    };
  }

  static TrainingResult run(Path folder, Precision precision, TrainingListener listener) {
    return run(folder, precision, listener, EPOCHS);
  }

  static TrainingResult run(
      Path folder, Precision precision, TrainingListener listener, int epochs) {
    return run(folder, precision, listener, epochs, Division.NONE);
  }

  static TrainingResult run(
      Path folder, Precision precision, TrainingListener listener, int epochs, Division division) {
    TeacherTraining.Options options =
        new TeacherTraining.Options(
            epochs,
            20,
            LearningRate.cosine(0.05).withWarmUp(0.1),
            0.9,
            5e-4,
            Augmentation.STANDARD,
            new Execution(precision, Device.CPU),
            7);
    CheckpointPolicy often =
        new CheckpointPolicy(folder.resolve("checkpoints"), Duration.ofHours(1), 3);
    return TeacherTraining.run(
        network(),
        split(),
        DataSets.embedded().preprocessing(),
        options,
        new TrainingRecords(often, folder.resolve("metrics.jsonl"), listener),
        division);
  }

  static Network network() {
    return Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 28, 28), 10, 4));
  }

  static Split split() {
    DataSet data = DataSets.embedded();
    Split few = Split.stratified(data.train(), 240, 1);
    return Split.stratified(few.validation(), 40, 2);
  }
}
