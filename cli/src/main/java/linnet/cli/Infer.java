// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linnet.crypto.channel.Timeouts;
import linnet.inference.client.InferenceClient;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.protocol.InsecureAccess;
import linnet.inference.protocol.PrivateResult;
import linnet.network.InputException;
import linnet.network.images.ImageFile;
import linnet.report.RunDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet infer}: the image's side of private inference. */
@Command(
    name = "infer",
    description = {
      "Classifies images with a server by two-party computation: by the protocol, the server learns"
          + " neither the images nor the predictions.",
      "WARNING: in this version an insecure trusted dealer, inside the server's process, stands in"
          + " for the offline phase: a server that looks can read the images.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet infer --server localhost:7000 image.png more-images/",
      "  linnet infer --server localhost:7000 --bundle first image.png",
    })
final class Infer extends LinnetCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "PNG or JPEG files, or folders of them; other sizes than the network's are fitted.")
  private List<Path> images = List.of();

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      required = true,
      converter = Address.Converter.class,
      description = "Where linnet serve listens.")
  private Address server = new Address("localhost", 7000);

  @Option(
      names = "--bundle",
      paramLabel = "RUN[/NAME]",
      description = "Insist on the plan that was served from this run, and refuse any other.")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--expect",
      paramLabel = "DIGEST",
      description = "Insist on the plan with this digest, which serve prints.",
      defaultValue = "")
  private String digest = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images of one inference (default: as many as the server takes).",
      defaultValue = "0")
  private int batch;

  Infer(Console console) {
    super(console);
  }

  @Override
  void run() {
    List<Path> files = files();
    ClientSettings settings =
        ClientSettings.defaults()
            .withDealer(InsecureAccess.acceptThatTheServerCanSeeImages())
            .withExpectedDigest(expectedDigest());
    try (InferenceClient client =
        InferenceClient.connect(server.host(), server.port(), Timeouts.DEFAULT, settings)) {
      if (client.usesDealer()) {
        Dealer.warn(console());
      }
      int most = batch < 1 ? client.maxBatch() : Math.min(batch, client.maxBatch());
      int used = Math.min(most, files.size());
      PrivateResult result = infer(client, pixels(client.plan(), files), used);
      Predictions predictions =
          Predictions.of(server, client.plan(), client.usesDealer(), used, files, result);
      console().result(predictions, predictions.text());
    }
  }

  private PrivateResult infer(InferenceClient client, float[][] inputs, int most) {
    @Nullable PrivateResult all = null;
    try (ProgressDisplay progress =
        ProgressDisplay.of(console(), "private predictions", inputs.length)) {
      for (int from = 0; from < inputs.length; from += most) {
        int to = Math.min(from + most, inputs.length);
        float[][] part = java.util.Arrays.copyOfRange(inputs, from, to);
        PrivateResult result = client.infer(part);
        all = all == null ? result : all.plus(result);
        progress.reached(to, "");
      }
    }
    if (all == null) {
      throw new InputException("There is no image to classify.");
    }
    return all;
  }

  private static float[][] pixels(ProgramPlan plan, List<Path> files) {
    return files.stream()
        .map(file -> plan.preprocessing().normalize(ImageFile.read(file, plan.input())))
        .toArray(float[][]::new);
  }

  private String expectedDigest() {
    if (bundle.isEmpty()) {
      return digest;
    }
    Optional<RunDirectory> run = workspace().lookUp(bundle.get());
    if (run.isPresent()) {
      return PrivateModel.storedDigest(run.get(), run.get().newestBundle());
    }
    int slash = bundle.get().lastIndexOf('/');
    return slash < 1
        ? PrivateModel.storedDigest(run(bundle.get()), RunDirectory.STUDENT)
        : PrivateModel.storedDigest(
            run(bundle.get().substring(0, slash)), bundle.get().substring(slash + 1));
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path path : images) {
      if (Files.isDirectory(path)) {
        files.addAll(imagesIn(path));
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        throw new InputException("There is no image or folder %s.".formatted(path));
      }
    }
    return files;
  }

  private static List<Path> imagesIn(Path folder) {
    try (var entries = Files.list(folder)) {
      List<Path> found = entries.filter(ImageFile::isImage).sorted().toList();
      if (found.isEmpty()) {
        throw new InputException("The folder %s holds no PNG or JPEG image.".formatted(folder));
      }
      return found;
    } catch (IOException e) {
      throw new InputException("The folder %s cannot be read.".formatted(folder), e);
    }
  }
}
