// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import linnet.network.Weights;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Teachers trained by several processes. */
class ParallelTrainingTest {
  private static final String TINY =
      "train --data embedded --limit 200 --width 2 --batch 32 --precision fp32";
  private static final long PATIENCE_MILLIS = 60_000;

  @TempDir private Path folder;

  private String[] command(String words) {
    return Stream.concat(
            Stream.of(words.split(" ")),
            Stream.of("--workspace", folder.toString(), "--json", "--quiet"))
        .toArray(String[]::new);
  }

  private Weights teacher(String run) {
    return new Workspace(folder).find(run).bundle(RunDirectory.TEACHER).model().weights();
  }

  private Map<String, String> facts(String run) {
    return new Workspace(folder).find(run).bundle(RunDirectory.TEACHER).provenance().facts();
  }

  private static Map<String, Double> distances(Weights left, Weights right) {
    Map<String, Double> most = new TreeMap<>();
    for (String name : left.names()) {
      float[] a = left.get(name).values();
      float[] b = right.get(name).values();
      for (int i = 0; i < a.length; i++) {
        most.merge(name, (double) Math.abs(a[i] - b[i]), Math::max);
      }
    }
    return most;
  }

  @Test
  void twoProcessesMakeTheTeacherOfOneWithAsManyParts() {
    CommandRun two = CommandRun.of(command(TINY + " --epochs 2 --world-size 2 --run two"));
    CommandRun one = CommandRun.of(command(TINY + " --epochs 2 --batch-parts 2 --run one"));
    assertThat(two.code()).as(two.err()).isZero();
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(distances(teacher("two"), teacher("one")).values())
        .allMatch(distance -> distance < 1e-4);
    assertThat(two.json().get("selectedEpoch")).isEqualTo(one.json().get("selectedEpoch"));
    assertThat(facts("two")).containsEntry("batchParts", "2").containsEntry("processes", "2");
    assertThat(facts("one")).containsEntry("batchParts", "2").containsEntry("processes", "1");
    CommandRun again = CommandRun.of(command("train --resume two"));
    assertThat(again.json().get("accuracy")).isEqualTo(two.json().get("accuracy"));
    CommandRun together = CommandRun.of(command("train --resume two --world-size 2"));
    assertThat(together.code()).as(together.err()).isZero();
    assertThat(together.json().get("accuracy")).isEqualTo(two.json().get("accuracy"));
  }

  @Test
  void standardOutputIsTheLeadersDocumentAlone() throws Exception {
    try (LinnetProcess leader =
        LinnetProcess.start(folder, command(TINY + " --epochs 1 --world-size 2 --run quiet"))) {
      assertThat(leader.document().get("run").asString()).isEqualTo("quiet");
      assertThat(leader.exitCode()).isZero();
    }
  }

  @Test
  void aKilledWorkerEndsTheJobInOneSentenceAndAnotherNumberOfProcessesGoesOn() throws Exception {
    try (LinnetProcess leader =
        LinnetProcess.start(folder, command(TINY + " --epochs 20 --world-size 2 --run killed"))) {
      await(folder.resolve("killed").resolve("metrics.jsonl"));
      leader.children().forEach(ProcessHandle::destroyForcibly);
      assertThat(leader.exitCode()).as(leader.errors()).isEqualTo(ExitCode.PEER.code());
      assertThat(leader.errors().lines().filter(line -> line.startsWith("linnet: ")))
          .singleElement()
          .asString()
          .contains("gone", "--resume");
      assertThat(leader.errors()).doesNotContain("\tat ");
    }
    CommandRun resumed = CommandRun.of(command("train --resume killed"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("killed").resolve("metrics.jsonl"))).hasSize(20);
  }

  @Test
  void aKilledLeaderEndsItsWorkersToo() throws Exception {
    try (LinnetProcess leader =
        LinnetProcess.start(
            folder, command(TINY + " --epochs 1000 --world-size 2 --run headless"))) {
      await(folder.resolve("headless").resolve("metrics.jsonl"));
      var workers = leader.children();
      assertThat(workers).isNotEmpty();
      leader.kill();
      for (ProcessHandle worker : workers) {
        worker.onExit().get(PATIENCE_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
      assertThat(leader.errors().lines().filter(line -> line.startsWith("linnet: ")))
          .singleElement()
          .asString()
          .contains("gone");
    }
  }

  private static void await(Path file) throws InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!Files.exists(file)) {
      assertThat(System.currentTimeMillis()).as("%s in time", file).isLessThan(end);
      Thread.sleep(20);
    }
  }
}
