// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.bundle.BundleFiles;
import linnet.network.zoo.Networks;
import linnet.report.ClassifierName;
import linnet.report.ClassifierResult;
import linnet.report.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet inspect}: what a network or a model consists of. */
@Command(
    name = "inspect",
    description = {
      "Shows sites, units, kept units and MACs per layer of a run, bundle or network; of a network of"
          + " several widths also MACs, units and accuracy at each."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  linnet inspect resnet18 --width 16 --input 3x32x32 --classes 100",
      "  linnet inspect first --bundle teacher --json",
    })
final class Inspect extends LinnetCommand {
  @Parameters(
      index = "0",
      paramLabel = "RUN|BUNDLE|NETWORK",
      description = "A run's name or folder, a bundle's folder, or the name of a network.")
  private String subject = "";

  @Option(
      names = "--bundle",
      paramLabel = "NAME",
      description = "Which bundle of a run (default: student if there is one, else teacher).")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      description = "Image shape for the name of a network (default: ${DEFAULT-VALUE}).",
      defaultValue = "3x32x32")
  private String input = "";

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes for the name of a network (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int classes;

  @Mixin private NetworkOption variant = new NetworkOption();

  Inspect(Console console) {
    super(console);
  }

  @Override
  void run() {
    Optional<RunDirectory> run = workspace().lookUp(subject);
    Inspection inspection;
    if (BundleFolder.is(subject)) {
      inspection = of(BundleFiles.read(Path.of(subject)).model());
    } else if (run.isPresent()) {
      inspection = of(run.get(), bundle.orElse(run.get().newestBundle()));
    } else {
      inspection = ofNetwork();
    }
    console().result(inspection, inspection.text());
  }

  private static Inspection of(Model model) {
    return Inspection.of(model.network(), model.masks());
  }

  private static Inspection of(RunDirectory run, String bundle) {
    Model model = run.bundle(bundle).model();
    Map<Double, Double> accuracies = new HashMap<>();
    for (double width : model.network().widths().rates()) {
      String name = ClassifierName.parse(bundle).at(width).toString();
      ClassifierResult result = run.results().classifiers().get(name);
      if (result != null && result.accuracy() != null) {
        accuracies.put(width, result.accuracy());
      }
    }
    return Inspection.of(model.network(), model.masks(), accuracies);
  }

  private Inspection ofNetwork() {
    if (!Networks.names().contains(subject)) {
      throw new InputException(
          "There is no run, bundle or network called %s; the networks are %s, and the runs in %s: %s."
              .formatted(
                  subject,
                  String.join(", ", Networks.names().stream().sorted().toList()),
                  workspace().folder(),
                  workspace().runs().isEmpty() ? "none" : String.join(", ", workspace().runs())));
    }
    Network network = variant.build(subject, ImageShape.parse(input), classes);
    return Inspection.of(network, Masks.all(network));
  }
}
