// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import linnet.inference.clear.ClearResult;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.network.InputException;
import linnet.network.bundle.Bundle;
import linnet.network.images.ImageFile;
import linnet.report.PrivateInferenceResult;
import linnet.report.RunDirectory;
import linnet.training.data.DataSet;
import linnet.training.data.ImageSet;

/**
 * Private predictions by two processes over TCP, compared with the fixed-point executor in this
 * one. The client is given image files and an address, and nothing else.
 */
final class PrivateTrial {
  private final RunDirectory run;
  private final String name;
  private final Console console;

  /** A trial of one bundle of a run. */
  PrivateTrial(RunDirectory run, String name, Console console) {
    this.run = run;
    this.name = name;
    this.console = console;
  }

  /** Predicts images privately and compares. */
  PrivateInferenceResult of(ImageSet images, DataSet data) {
    Path folder = writeImages(images, data);
    Bundle bundle = run.bundle(name);
    PrivateProgram program = PrivateModel.compile(bundle, data);
    ClearResult expected =
        new FixedPointExecutor(program).run(PrivateModel.normalized(bundle, images));
    return compare(program.plan(), expected, predict(folder, program.plan().digest()));
  }

  private Predictions predict(Path folder, String digest) {
    try (ChildLinnet server = ChildLinnet.start(serveArguments())) {
      Serve.Serving serving = server.document(Serve.Serving.class);
      console.note("server: process on %s, plan %.16s".formatted(serving.address(), digest));
      try (ChildLinnet client = ChildLinnet.start(inferArguments(serving, digest, folder))) {
        return client.document(Predictions.class);
      }
    }
  }

  private List<String> serveArguments() {
    return List.of(
        "serve",
        run.path().toAbsolutePath().toString(),
        "--bundle",
        name,
        "--port",
        "0",
        "--no-store",
        "--json",
        "--quiet",
        "--until-input-ends");
  }

  private List<String> inferArguments(Serve.Serving serving, String digest, Path folder) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "infer",
                "--server",
                serving.address(),
                "--expect",
                digest,
                "--no-store",
                "--json",
                folder.toAbsolutePath().toString()));
    if (console.isQuiet()) {
      arguments.add("--quiet");
    }
    return arguments;
  }

  private Path writeImages(ImageSet images, DataSet data) {
    Path folder = run.path().resolve("images");
    for (int i = 0; i < images.size(); i++) {
      String label = data.classNames().get(images.label(i)).replaceAll("[^A-Za-z0-9]+", "-");
      ImageFile.writePng(
          folder.resolve("%03d-%s.png".formatted(i, label)), images.shape(), images.image(i));
    }
    return folder;
  }

  private static PrivateInferenceResult compare(
      ProgramPlan plan, ClearResult expected, Predictions predicted) {
    int images = expected.logits().length;
    if (predicted.predictions().size() != images) {
      throw new InputException(
          "The client predicted %d images instead of %d."
              .formatted(predicted.predictions().size(), images));
    }
    Verification verification = Verification.of(plan, expected, predicted.predictions());
    Predictions.Cost cost = predicted.perPrediction();
    return new PrivateInferenceResult(
        images,
        verification.mismatches(),
        verification.sameClasses(),
        verification.toleranceUlps(),
        verification.largestDifferenceUlps(),
        cost.comparedUnits(),
        cost.offlineBytes(),
        cost.onlineBytes(),
        cost.offlineMillis(),
        cost.onlineMillis(),
        predicted.dealer());
  }
}
