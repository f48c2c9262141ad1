// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import linnet.network.InputException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepResultsTest {
  @TempDir Path folder;

  @Test
  void rowsHaveMeanAndSampleDeviationOverSeeds() {
    List<SweepRow> rows =
        ExampleSweep.results(
                "cifar100",
                16,
                List.of(
                    ExampleSweep.cell("senet", 200, 1, 0.7),
                    ExampleSweep.cell("fisher", 200, 1, 0.80),
                    ExampleSweep.cell("fisher", 200, 2, 0.84),
                    ExampleSweep.cell("fisher", 100, 1, 0.75)))
            .rows();

    assertThat(rows).extracting(SweepRow::method).containsExactly("senet", "fisher", "fisher");
    assertThat(rows).extracting(SweepRow::relus).containsExactly(200, 100, 200);
    SweepRow two = rows.get(2);
    assertThat(two.seeds()).isEqualTo(2);
    assertThat(two.accuracy()).isEqualTo(0.82, within(1e-12));
    assertThat(two.deviation()).isEqualTo(0.04 / Math.sqrt(2), within(1e-12));
    assertThat(two.lost()).isEqualTo(0.08, within(1e-12));
    assertThat(SweepFigures.lost(two)).isEqualTo("8.00");
    assertThat(rows.get(1).deviation()).isNull();
    assertThat(two.keptByStage()).isEqualTo(Map.of("stage1", 100.0, "stage2", 100.0));
    assertThat(SweepFigures.stage(two, "stage1", 800)).isEqualTo("100 (12.5 %)");
  }

  private static CellResult changed(
      CellResult cell, int budget, int relus, Map<String, String> made) {
    return changed(cell, budget, relus, made, cell.narrower());
  }

  private static CellResult changed(
      CellResult cell, int budget, int relus, Map<String, String> made, List<CellResult> narrower) {
    return new CellResult(
        cell.method(),
        cell.seed(),
        budget,
        relus,
        cell.accuracy(),
        cell.teacherAccuracy(),
        cell.testImages(),
        cell.seconds(),
        cell.keptBySite(),
        made,
        cell.online(),
        narrower);
  }

  @Test
  void narrowerWidthsHaveRowsOfTheirOwnBehindTheMethods() {
    CellResult first = withHalf(ExampleSweep.cell("senetpp", 200, 1, 0.8), 0.6);
    CellResult second = withHalf(ExampleSweep.cell("senetpp", 200, 2, 0.8), 0.7);
    SweepResults results =
        ExampleSweep.results(
            "cifar100", 16, List.of(first, second, ExampleSweep.cell("snl", 200, 1, 0.7)));

    List<SweepRow> rows = results.rows();

    assertThat(rows).extracting(SweepRow::method).containsExactly("senetpp", "senetpp@0.5", "snl");
    assertThat(rows).extracting(SweepRow::seeds).containsExactly(2, 2, 1);
    assertThat(rows.get(1).accuracy()).isEqualTo(0.65, within(1e-12));
    assertThat(rows.get(1).relus()).isEqualTo(96);
    assertThat(rows.get(1).lost()).isEqualTo(0.9 - 0.65, within(1e-12));
    assertThat(SweepMarkdown.of(results)).contains("3 of 6 cells done").contains("senetpp@0.5");
  }

  private static CellResult withHalf(CellResult full, double accuracy) {
    CellResult half = ExampleSweep.cell(full.method() + "@0.5", 96, full.seed(), accuracy);
    return changed(
        full,
        full.budget(),
        full.relus(),
        full.made(),
        List.of(changed(half, full.budget(), half.relus(), full.made())));
  }

  @Test
  void seedsOfOneBudgetAreOneRowWhateverTheyKeepUnlessMadeOtherwise() {
    CellResult first = ExampleSweep.cell("channels", 100, 1, 0.7);
    CellResult less = ExampleSweep.cell("channels", 98, 2, 0.8);
    CellResult other = ExampleSweep.cell("channels", 100, 3, 0.9);
    SweepResults same =
        ExampleSweep.results("cifar100", 16, List.of(first, changed(less, 100, 98, first.made())));
    SweepResults mixed =
        ExampleSweep.results(
            "cifar100",
            16,
            List.of(
                first,
                changed(less, 100, 98, first.made()),
                changed(other, 100, 100, Map.of("methodOptions", "older"))));

    assertThat(same.rows()).singleElement().extracting(SweepRow::seeds).isEqualTo(2);
    assertThat(same.rows().getFirst().budget()).isEqualTo(100);
    assertThat(same.rows().getFirst().relus()).isEqualTo(99);
    assertThat(same.hasMixedRows()).isFalse();
    assertThat(mixed.rows()).extracting(SweepRow::seeds).containsExactly(2, 1);
    assertThat(mixed.hasMixedRows()).isTrue();
    assertThat(SweepMarkdown.of(mixed)).contains(SweepFigures.MIXED);
    assertThat(SweepMarkdown.of(same)).doesNotContain(SweepFigures.MIXED);
  }

  @Test
  void theFrontHoldsWhatNoOtherBeats() {
    List<SweepRow> rows =
        ExampleSweep.results(
                "cifar100",
                16,
                List.of(
                    ExampleSweep.cell("a", 100, 1, 0.7),
                    ExampleSweep.cell("b", 100, 1, 0.7),
                    ExampleSweep.cell("a", 200, 1, 0.69),
                    ExampleSweep.cell("b", 300, 1, 0.8),
                    ExampleSweep.cell("a", 300, 1, 0.79)))
            .rows();

    assertThat(SweepResults.front(rows, SweepRow::relus))
        .extracting(row -> row.method() + row.relus())
        .containsExactly("a100", "b100", "b300");
  }

  @Test
  void aResultIsReadAsItWasWritten() {
    Path file = folder.resolve("cell.json");
    assertThat(CellResult.read(file)).isEmpty();

    withHalf(ExampleSweep.cell("a", 100, 1, 0.7), 0.5).write(file);

    assertThat(CellResult.read(file)).contains(withHalf(ExampleSweep.cell("a", 100, 1, 0.7), 0.5));
  }

  @Test
  void anOlderResultKnowsNeitherTeacherNorBudgetNorOptions() throws Exception {
    Path file = folder.resolve("cell.json");
    ExampleSweep.cell("a", 100, 1, 0.7).write(file);
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\\s*\"teacherAccuracy\" : 0.9,", "")
            .replaceFirst("\\s*\"budget\" : 100,", "")
            .replaceFirst("\\s*\"made\" : \\{[^}]*},", "")
            .replaceFirst(",\\s*\"narrower\" : \\[ ?]", ""));

    CellResult older = CellResult.read(file).orElseThrow();

    assertThat(older.budget()).isEqualTo(100);
    assertThat(older.made()).isEmpty();
    assertThat(Files.readString(file)).doesNotContain("narrower");
    assertThat(older.narrower()).isEmpty();
    assertThat(older.teacherAccuracy()).isNull();
    List<SweepRow> rows = ExampleSweep.results("cifar100", 16, List.of(older)).rows();
    assertThat(SweepFigures.lost(rows.getFirst())).isEqualTo("–");
  }

  @Test
  void aCorruptResultIsOneSentence() throws Exception {
    Path file = folder.resolve("cell.json");
    Files.writeString(file, "{\"method\": 3");

    Assertions.assertThatThrownBy(() -> CellResult.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cell.json is corrupt");
  }

  @Test
  void markdownHasBothTables() {
    String text =
        SweepMarkdown.of(
            ExampleSweep.results(
                "cifar100",
                16,
                List.of(
                    ExampleSweep.cell("fisher", 200, 1, 0.80),
                    ExampleSweep.cell("fisher", 200, 2, 0.84))));

    assertThat(text)
        .contains("2 of 6 cells done")
        .contains("| fisher | 200 | 20.0 % | 82.00 % ± 2.83 | 8.00 | 2 | 20.0 ms |")
        .contains("| method | ReLUs | stage1 | stage2 |")
        .contains("| fisher | 200 | 100 (12.5 %) | 100 (50.0 %) |");
  }

  @Test
  void publishedPointsAreComparableWithTheSameDataNetworkAndWidthOnly() {
    List<CellResult> none = List.of();
    assertThat(PublishedPoint.comparableWith(ExampleSweep.results("cifar100", 64, none).subject()))
        .extracting(PublishedPoint::method)
        .contains("SNL", "SENet", "ReLUPruner");
    assertThat(PublishedPoint.comparableWith(ExampleSweep.results("cifar100", 16, none).subject()))
        .isEmpty();
    assertThat(PublishedPoint.comparableWith(ExampleSweep.results("mnist", 64, none).subject()))
        .isEmpty();
  }

  @Test
  void publishedPointsArePlausible() {
    assertThat(PublishedPoint.all())
        .hasSizeGreaterThan(30)
        .allSatisfy(
            point -> {
              assertThat(point.relus()).isBetween(1000, 1_000_000);
              assertThat(point.accuracy()).isBetween(0.3, 1.0);
              assertThat(point.source()).isNotBlank();
            });
  }
}
