// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import java.util.Optional;
import linnet.inference.client.InferenceClient;
import linnet.inference.protocol.PhaseStatistics;
import linnet.inference.protocol.PreparationStatistics;
import linnet.network.InputException;
import linnet.report.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code linnet prepare}: makes material ahead of time. */
@Command(
    name = "prepare",
    description = {
      "Makes one-time material with a server until so many future predictions can be run from the"
          + " store: everything that does not need the images, hence nearly all of the work.",
      "Material is made in batches and kept piece by piece at both ends: stopped at any instant, the"
          + " same command makes only what is still missing.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet prepare --server localhost:7000 --count 100",
      "  linnet prepare --server host:7000 --count 64 --store pieces --tls-keys keys.p12"
          + " --tls-trust trust.p12 --tls-password-file password",
    })
final class Prepare extends LinnetCommand {
  @Mixin private ServerAccess access = new ServerAccess();
  @Mixin private ClientStore material = new ClientStore();

  @Option(
      names = "--count",
      paramLabel = "N",
      required = true,
      description = "Predictions for which material shall be there in the end.")
  private int count;

  Prepare(Console console) {
    super(console);
  }

  /**
   * What is printed.
   *
   * @param made pieces made by this command
   * @param prepared pieces there now
   * @param bytes both directions, of the pieces made, framing included
   */
  record Prepared(
      String server,
      String plan,
      String parameters,
      String store,
      int made,
      int prepared,
      long bytes,
      double millis,
      boolean dealer) {}

  @Override
  void run() {
    if (count < 1) {
      throw new InputException("At least 1 piece has to be asked for, not %d.".formatted(count));
    }
    try (OpenStore store = material.open();
        InferenceClient client =
            access.connect(store.settings(), Optional.empty(), console(), workspace())) {
      print(client, fill(client, count, console()));
    }
  }

  /** Makes what is missing, with a display of how far it has come. */
  static List<PreparationStatistics> fill(InferenceClient client, int count, Console console) {
    int missing = count - client.prepared();
    if (missing < 1) {
      return List.of();
    }
    try (PreparationDisplay display =
        new PreparationDisplay(console, missing, client.maxPrepare())) {
      return client.prepareUntil(count, display);
    }
  }

  private void print(InferenceClient client, List<PreparationStatistics> batches) {
    PhaseStatistics total =
        batches.stream()
            .map(PreparationStatistics::total)
            .reduce(PhaseStatistics.NONE, PhaseStatistics::plus);
    int made = batches.stream().mapToInt(PreparationStatistics::pieces).sum();
    Prepared prepared =
        new Prepared(
            access.address().toString(),
            client.plan().digest(),
            client.parameters().canonical(),
            material.description(),
            made,
            client.prepared(),
            total.bytes(),
            total.millis(),
            client.usesDealer());
    console().result(prepared, text(prepared));
  }

  private static String text(Prepared prepared) {
    String there =
        "%,d pieces for %s are in %s"
            .formatted(prepared.prepared(), prepared.server(), prepared.store());
    return prepared.made() == 0
        ? "Nothing to do: %s.".formatted(there)
        : "Made %,d pieces, %s and %.0f ms each; %s."
            .formatted(
                prepared.made(),
                Figures.bytes(prepared.bytes() / prepared.made()),
                prepared.millis() / prepared.made(),
                there);
  }
}
