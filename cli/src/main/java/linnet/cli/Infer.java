// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.client.InferenceClient;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.PrivateResult;
import linnet.network.InputException;
import linnet.network.images.ImageFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet infer}: the image's side of private inference. */
@Command(
    name = "infer",
    description = {
      "Classifies images with a server by two-party computation: by the protocol, the server learns"
          + " neither the images nor the predictions.",
      "Uses material that linnet prepare made, each piece once, and makes what is missing.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet infer --server localhost:7000 image.png more-images/",
      "  linnet infer --server localhost:7000 --bundle first --profile image.png",
    })
final class Infer extends LinnetCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "PNG or JPEG files, or folders of them; other sizes than the network's are fitted.")
  private List<Path> images = List.of();

  @Mixin private ServerAccess access = new ServerAccess();
  @Mixin private ClientStore material = new ClientStore();

  @Option(
      names = "--no-store",
      description = "Make all material now and keep it in memory; use no store.")
  private boolean withoutStore;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images of one inference (default: as many as the server takes).",
      defaultValue = "0")
  private int batch;

  @Option(
      names = "--verify",
      paramLabel = "RUN[/NAME]",
      description =
          "For operators, who have the weights: classify the same images in the clear with this"
              + " run's program too, insist on its plan, and fail where the two disagree.")
  private Optional<String> verify = Optional.empty();

  @Option(
      names = "--profile",
      description = "Print what every layer cost: units, bytes, rounds, milliseconds.")
  private boolean profile;

  Infer(Console console) {
    super(console);
  }

  @Override
  void run() {
    if (batch < 0) {
      throw new InputException("A batch has at least 1 image, not %d.".formatted(batch));
    }
    List<Path> files = ImageFiles.of(images);
    Optional<PrivateProgram> own = verify.map(this::program);
    try (OpenStore store = withoutStore ? ClientStore.inMemory() : material.open();
        InferenceClient client =
            access.connect(
                store.settings(), own.map(p -> p.plan().digest()), console(), workspace())) {
      Predictions predictions = predict(client, files, own);
      console().result(predictions, predictions.text());
      requireVerified(predictions);
    }
  }

  private PrivateProgram program(String name) {
    ServerAccess.BundleName named = ServerAccess.BundleName.parse(name, workspace());
    console().note("compiling the private program to verify with ...");
    return PrivateModel.ofRun(named.run(), named.bundle(), null);
  }

  private Predictions predict(
      InferenceClient client, List<Path> files, Optional<PrivateProgram> own) {
    int most = batch < 1 ? client.maxBatch() : Math.min(batch, client.maxBatch());
    int used = Math.min(most, files.size());
    float[][] inputs = pixels(client.plan(), files);
    List<PreparationStatistics> made = new ArrayList<>();
    PrivateResult result = infer(client, inputs, used, made);
    Predictions predictions = Predictions.of(access.address(), client, used, files, result);
    if (profile) {
      predictions = predictions.with(Profile.of(client, made, result.statistics(), used));
    }
    return own.isEmpty()
        ? predictions
        : predictions.with(
            Verification.of(
                client.plan(),
                new FixedPointExecutor(own.get()).run(inputs),
                predictions.predictions()));
  }

  /** All at once where material lies on disk, else batch by batch, for memory is short. */
  private PrivateResult infer(
      InferenceClient client, float[][] inputs, int most, List<PreparationStatistics> made) {
    if (!withoutStore) {
      made.addAll(Prepare.fill(client, inputs.length, console()));
    }
    @Nullable PrivateResult all = null;
    try (ProgressDisplay progress =
        ProgressDisplay.of(console(), "private predictions", inputs.length)) {
      for (int from = 0; from < inputs.length; from += most) {
        int to = Math.min(from + most, inputs.length);
        made.addAll(Prepare.fill(client, to - from, console()));
        PrivateResult result = client.infer(Arrays.copyOfRange(inputs, from, to));
        all = all == null ? result : all.plus(result);
        progress.reached(to, "");
      }
    }
    if (all == null) {
      throw new InputException("There is no image to classify.");
    }
    return all;
  }

  private static void requireVerified(Predictions predictions) {
    Verification verification = predictions.verification();
    if (verification != null && verification.mismatches() > 0) {
      throw new DisagreementException(
          "%d of %d predictions disagree with the fixed-point executor; this is a defect of Linnet, or the server does not follow the protocol."
              .formatted(verification.mismatches(), verification.images().size()));
    }
  }

  private static float[][] pixels(ProgramPlan plan, List<Path> files) {
    return files.stream()
        .map(file -> plan.preprocessing().normalize(ImageFile.read(file, plan.input())))
        .toArray(float[][]::new);
  }
}
