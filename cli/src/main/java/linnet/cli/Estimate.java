// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.Optional;
import linnet.crypto.channel.LinkProfile;
import linnet.inference.cost.MachineSpeeds;
import linnet.inference.cost.RandomProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.bundle.BundleFiles;
import linnet.report.Environment;
import linnet.report.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet estimate}: what private inference costs, before anything runs. */
@Command(
    name = "estimate",
    description = {
      "Tells what private inference with a model would cost, layer by layer: bytes exactly, times"
          + " from this machine's speeds and a link. Needs no data set and no training."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet estimate --network resnet18 --classes 100 --relus 25000 --link wan",
      "  linnet estimate first --prepare-batch 64",
      "  linnet estimate first --calibrate",
    })
final class Estimate extends LinnetCommand {
  private static final long SEED = 1;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN|BUNDLE",
      description = "A run's name or folder, or a bundle's folder.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "A built-in network with random weights, in place of a run.")
  private Optional<String> network = Optional.empty();

  @Option(
      names = "--bundle",
      paramLabel = "NAME",
      description = "Which bundle of a run (default: student if there is one, else teacher).")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--relus",
      paramLabel = "N",
      description = "Budget of --network, spread evenly at random places (default: all units).")
  private Optional<Integer> relus = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      description = "Image shape for --network (default: ${DEFAULT-VALUE}).",
      defaultValue = "3x32x32")
  private String input = "";

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes for --network (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int classes;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images classified at once (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int batch;

  @Option(
      names = "--prepare-batch",
      paramLabel = "N",
      description = "Inferences prepared at once (default: ${DEFAULT-VALUE}).",
      defaultValue = "64")
  private int prepareBatch;

  @Option(
      names = "--link",
      paramLabel = "LINK",
      description =
          "loopback, lan, wan, or a rate and a round trip such as 200Mbit/40ms"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "loopback",
      converter = LinkConverter.class)
  private LinkProfile link = LinkProfile.LOOPBACK;

  @Option(
      names = "--calibrate",
      description = "Measure this machine first, in some seconds, and remember it.")
  private boolean calibrate;

  @Mixin private NetworkOption variant = new NetworkOption();

  Estimate(Console console) {
    super(console);
  }

  @Override
  void run() {
    requireBatches();
    ProgramPlan plan = plan();
    SpeedsFile file = SpeedsFile.in(workspace().folder());
    MachineSpeeds speeds = calibrate ? file.calibrate(machine(), console()) : file.speeds();
    CostModel costs = new CostModel(speeds, link, prepareBatch, batch);
    EstimateReport report = EstimateReport.of(plan, costs.of(plan), speeds, link);
    console().result(report, report.text());
  }

  private void requireBatches() {
    if (batch < 1 || batch > 4096 || prepareBatch < 1 || prepareBatch > 4096) {
      throw new InputException(
          "Batches have between 1 and 4096 images, not %d and %d; see --batch and --prepare-batch."
              .formatted(batch, prepareBatch));
    }
  }

  private ProgramPlan plan() {
    if (subject.isPresent() == network.isPresent()) {
      throw new InputException(
          "Name either a run or bundle, or a built-in network with --network, such as --network resnet18.");
    }
    return network.isPresent() ? planOfNetwork(network.get()) : planOfModel(subject.orElse(""));
  }

  private ProgramPlan planOfNetwork(String name) {
    Network built = variant.build(name, ImageShape.parse(input), classes);
    ReluBudget budget = ReluBudget.of(relus.orElse(built.relus()), built);
    return RandomProgram.of(built, budget, SEED).plan();
  }

  private ProgramPlan planOfModel(String name) {
    if (relus.isPresent()) {
      throw new InputException(
          "%s has its own masks; --relus is for --network alone.".formatted(name));
    }
    if (BundleFolder.is(name)) {
      return CostModel.plan(BundleFiles.read(Path.of(name)).model());
    }
    RunDirectory run = run(name);
    return CostModel.plan(run.bundle(PrivateModel.chosen(run, bundle)).model());
  }

  private static String machine() {
    Environment here = Environment.ofThisMachine("", Path.of("."));
    return "%s, %s cores, %s"
        .formatted(
            here.facts().get("processor"),
            here.facts().get("processors"),
            here.facts().get("java"));
  }
}
