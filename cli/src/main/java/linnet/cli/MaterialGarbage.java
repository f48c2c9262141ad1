// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import linnet.material.GarbageReport;
import linnet.material.GarbageRule;
import linnet.material.Housekeeping;
import linnet.report.Figures;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linnet material gc}: removes material that nobody will use. */
@Command(
    name = "gc",
    description = {
      "Removes unspent pieces that meet all of the given criteria, and files that crashes left.",
      "Names of spent and discarded pieces are remembered, 16 bytes each, so that none can come"
          + " back; --forget-digest removes them too, once a plan is served no more.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet material gc --older-than 30d --dry-run",
      "  linnet material gc --keep-digest 3f9a0c --yes",
      "  linnet material gc --forget-digest 81d2aa --yes --json",
    })
final class MaterialGarbage extends LinnetCommand {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "The store's folder (default: ${DEFAULT-VALUE}; servers keep theirs in "
              + MaterialFolder.OF_SERVER
              + ").",
      defaultValue = MaterialGroup.DEFAULT_STORE)
  private Path store = Path.of(MaterialGroup.DEFAULT_STORE);

  @Option(
      names = "--keep-digest",
      paramLabel = "DIGEST",
      description = "Discard pieces of all other plans; the first characters do; repeatable.")
  private Set<String> kept = new LinkedHashSet<>();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "Discard pieces older than this, such as 30d, 12h, 90m, 10s.")
  private Optional<String> olderThan = Optional.empty();

  @Option(
      names = "--peer",
      paramLabel = "PEER",
      description = "Discard, or forget, pieces of this peer only.")
  private Optional<String> peer = Optional.empty();

  @Option(
      names = "--forget-digest",
      paramLabel = "DIGEST",
      description =
          "Remove everything of this plan, the names of spent pieces included; repeatable. Never"
              + " restore its pieces from a backup afterwards.")
  private Set<String> forgotten = new LinkedHashSet<>();

  @ArgGroup private Consent consent = new Consent();

  /** Whether to do it; without either option, as with {@code --dry-run}. */
  static final class Consent {
    @Option(names = "--yes", description = "Do it; without this, only say what would be done.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only say what would be done (the default).")
    private boolean dryRun;
  }

  /**
   * What is printed.
   *
   * @param removed false if it only would be
   */
  record Collected(
      String store,
      boolean removed,
      int discarded,
      long discardedBytes,
      int forgotten,
      int litter,
      long litterBytes) {}

  MaterialGarbage(Console console) {
    super(console);
  }

  @Override
  void run() {
    GarbageRule rule = new GarbageRule(kept, olderThan.map(TimeSpan::parse), peer, forgotten);
    boolean really = consent.yes && !consent.dryRun;
    try (Housekeeping housekeeping = Housekeeping.open(store)) {
      print(really ? housekeeping.collect(rule) : housekeeping.preview(rule), really);
    }
    if (!really) {
      console().note("Nothing was removed; run it with --yes to remove this.");
    }
  }

  private void print(GarbageReport report, boolean removed) {
    console()
        .result(
            new Collected(
                store.toString(),
                removed,
                report.discarded(),
                report.discardedBytes(),
                report.forgotten(),
                report.litter(),
                report.litterBytes()),
            "%s: %,d unspent pieces (%s), %,d names of spent pieces, %,d files left by crashes (%s)"
                .formatted(
                    removed ? "Removed" : "To be removed",
                    report.discarded(),
                    Figures.bytes(report.discardedBytes()),
                    report.forgotten(),
                    report.litter(),
                    Figures.bytes(report.litterBytes())));
  }
}
