// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Weights;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Provenance;
import linnet.network.zoo.Pooling;
import linnet.network.zoo.Stem;
import linnet.report.ClassifierResult;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import linnet.training.data.DataSet;
import linnet.training.engine.Precision;

/** A run whose teacher has random weights: all that most commands need, without any training. */
final class TinyRun {
  static final TrainSettings SETTINGS =
      new TrainSettings(
          DataSource.EMBEDDED,
          0,
          200,
          40,
          "resnet18",
          2,
          Stem.CIFAR,
          true,
          Pooling.AVERAGE,
          1,
          32,
          0.05,
          Schedule.COSINE,
          2,
          true,
          Precision.FP32,
          1,
          null);

  private TinyRun() {}

  /** Makes the run {@code tiny} in a workspace. */
  static RunDirectory in(Path workspace) {
    RunDirectory run = new Workspace(workspace).create("tiny");
    SETTINGS.store(run);
    DataSet data = SETTINGS.source().open();
    Network network = SETTINGS.networkFor(data);
    Model teacher = new Model(network, Weights.random(network, 1), Masks.all(network));
    run.writeBundle(
        RunDirectory.TEACHER,
        new Bundle(teacher, data.preprocessing(), data.classNames(), Provenance.ofThisMachine()));
    run.writeResults(
        run.results()
            .with(RunDirectory.TEACHER, ClassifierResult.made("training", network.relus(), 1)));
    return run;
  }
}
