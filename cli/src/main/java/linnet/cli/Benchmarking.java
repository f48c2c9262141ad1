// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linnet.benchmarks.Benchmark;
import linnet.benchmarks.BenchmarkRow;
import linnet.benchmarks.Effort;
import linnet.benchmarks.LinkFigures;
import linnet.benchmarks.Links;
import linnet.crypto.kernel.Kernels;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import linnet.report.Environment;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code linnet benchmark}: what private inference and training reach here, beside their aims. */
@Command(
    name = "benchmark",
    description = {
      "Measures private inference and training on this machine, with random weights, masks and"
          + " images, and prints the figures beside their aims. Takes minutes; needs no data set."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet benchmark --quick",
      "  linnet benchmark --only garbling --only transfers --json",
      "  linnet benchmark --only training",
      "  linnet benchmark --table links --out links.json",
    })
final class Benchmarking extends LinnetCommand {
  /** What can be printed. */
  enum Table {
    /** Figures beside aims. */
    AIMS,
    /** End to end at several budgets over several links. */
    LINKS
  }

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Measure only this group; may be repeated.")
  private List<String> only = List.of();

  @Option(names = "--quick", description = "Fewer repetitions and smaller batches: an indication.")
  private boolean quick;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description =
          "aims: figures beside aims; links: ResNet18 end to end over loopback, LAN and WAN"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "aims")
  private Table table = Table.AIMS;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write the JSON document to this file.")
  private Optional<Path> out = Optional.empty();

  /** One row as JSON; {@code aim} is null where there is none. */
  record Row(String name, double value, String unit, @Nullable String aim) {
    static Row of(BenchmarkRow row) {
      String aim = row.aim().toString();
      return new Row(row.name(), row.value(), row.unit(), aim.isEmpty() ? null : aim);
    }
  }

  Benchmarking(Console console) {
    super(console);
  }

  @Override
  void run() {
    List<Benchmark> chosen = chosen();
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    switch (table) {
      case AIMS -> finish(measure(chosen, effort), effort);
      case LINKS -> links(effort);
    }
  }

  private List<BenchmarkRow> measure(List<Benchmark> chosen, Effort effort) {
    List<BenchmarkRow> rows = new ArrayList<>();
    for (Benchmark benchmark : chosen) {
      rows.addAll(benchmark.run(effort, this::progress));
    }
    return rows;
  }

  private void finish(List<BenchmarkRow> rows, Effort effort) {
    List<Row> json = rows.stream().map(Row::of).toList();
    write(json);
    console().result(json, header(effort) + text(rows));
  }

  private void links(Effort effort) {
    List<LinkFigures> figures = Links.measure(effort, this::progress);
    List<Row> json = figures.stream().flatMap(f -> f.rows().stream()).map(Row::of).toList();
    write(json);
    console().result(json, header(effort) + linkText(figures));
  }

  private void progress(String step) {
    console().note("measuring: " + step);
  }

  private List<Benchmark> chosen() {
    List<String> names = Benchmark.all().stream().map(Benchmark::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new InputException(
            "There is no group of figures called %s; the groups are %s."
                .formatted(name, String.join(", ", names)));
      }
    }
    if (table == Table.LINKS && !only.isEmpty()) {
      throw new InputException(
          "--only chooses figures with aims; leave it out with --table links.");
    }
    return Benchmark.all().stream()
        .filter(benchmark -> only.isEmpty() || only.contains(benchmark.name()))
        .toList();
  }

  private void write(List<Row> rows) {
    if (out.isPresent()) {
      AtomicFiles.writeText(
          out.get(),
          JsonMapper.builder()
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .build()
                  .writeValueAsString(rows)
              + "\n");
    }
  }

  private static String header(Effort effort) {
    Environment here = Environment.ofThisMachine("", Path.of("."));
    return "%s, %s cores; %s; heap at most %.1f GiB; %s kernels%nmedian of %d rounds after %d (kernels), of %d after %d (networks)%n%n"
        .formatted(
            here.facts().get("processor"),
            here.facts().get("processors"),
            here.facts().get("java"),
            Runtime.getRuntime().maxMemory() / (double) (1L << 30),
            Kernels.current().name().toLowerCase(java.util.Locale.ROOT),
            effort.kernels().rounds(),
            effort.kernels().warmUps(),
            effort.runs().rounds(),
            effort.runs().warmUps());
  }

  private static String text(List<BenchmarkRow> rows) {
    TextTable table = new TextTable("what", "value", "unit", "aim", "");
    for (BenchmarkRow row : rows) {
      table.row(row.name(), number(row.value()), row.unit(), row.aim().toString(), row.verdict());
    }
    return table.toString();
  }

  private static String linkText(List<LinkFigures> figures) {
    TextTable table =
        new TextTable("units", "link", "offline s", "MB", "online s", "MB", "round trips");
    for (LinkFigures row : figures) {
      table.row(
          Figures.count(row.units()),
          row.link(),
          number(row.offlineSeconds()),
          number(row.offlineMegabytes()),
          number(row.onlineSeconds()),
          number(row.onlineMegabytes()),
          Figures.count(row.roundTrips()));
    }
    return "%s, per inference, %d prepared at once, one classified at once%n%n%s"
        .formatted(figures.getFirst().network(), figures.getFirst().batch(), table.toString());
  }

  /** Three digits that count. */
  private static String number(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return Figures.formatted("%." + digits + "f", value);
  }
}
