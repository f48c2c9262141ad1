// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import linnet.network.InputException;
import linnet.training.engine.FreshJvm;
import linnet.training.engine.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumeTest {
  private static final int STEPS = 30;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void aTrainingKilledTwiceEndsAsIfNothingHadHappened(Precision precision) throws Exception {
    Path calm = folder.resolve("calm");
    TrainingResult expected = SmallTraining.run(calm, precision, TrainingListener.SILENT);
    Path rough = folder.resolve("rough");
    Random random = new Random(precision == Precision.FP32 ? 1 : 2);
    killAfter(rough, precision, 4 + random.nextInt(5));
    killAfter(rough, precision, 7 + random.nextInt(9));
    Notices notices = new Notices();
    TrainingResult actual = SmallTraining.run(rough, precision, notices);
    assertThat(notices.sentences).singleElement().asString().contains("goes on from epoch");
    assertThat(actual).isEqualTo(expected);
    assertThat(deterministicMetrics(rough)).isEqualTo(deterministicMetrics(calm)).hasSize(3);
  }

  /** Starts the training as a process of its own and ends it like {@code kill -9}. */
  private static void killAfter(Path folder, Precision precision, int steps) throws Exception {
    Process child = FreshJvm.of(SmallTraining.class, folder.toString(), precision.name()).start();
    try (BufferedReader output = child.inputReader()) {
      for (int seen = 0; seen < steps; seen++) {
        assertThat(output.readLine()).startsWith("step ");
      }
      child.destroyForcibly();
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(child.exitValue()).isNotZero();
  }

  /** All fields of all lines but the times. */
  private static List<String> deterministicMetrics(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceFirst(",\"imagesPerSecond\".*", ""))
        .toList();
  }

  private static final class Notices implements TrainingListener {
    private final List<String> sentences = new ArrayList<>();
    private int steps;

    @Override
    public void notice(String sentence) {
      sentences.add(sentence);
    }

    @Override
    public void step(StepReport report) {
      steps++;
    }
  }

  /** Fails in the middle of the last epoch, as a full memory would. */
  private static final class Interrupted implements TrainingListener {
    @Override
    public void step(StepReport report) {
      if (report.progress().step() == STEPS - 5) {
        throw new IllegalStateException("interrupted");
      }
    }
  }

  private Path interrupted() {
    assertThatThrownBy(() -> SmallTraining.run(folder, Precision.FP32, new Interrupted()))
        .hasMessage("interrupted");
    return folder.resolve("checkpoints").resolve(TeacherTraining.PHASE);
  }

  @Test
  void anEndedTrainingReturnsItsResultAtOnce() {
    TrainingResult first = SmallTraining.run(folder, Precision.FP32, TrainingListener.SILENT);
    Notices notices = new Notices();
    assertThat(SmallTraining.run(folder, Precision.FP32, notices)).isEqualTo(first);
    assertThat(notices.steps).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedCheckpointIsReplacedByTheOneBeforeIt(Damage damage) throws IOException {
    Path checkpoints = interrupted();
    Path newest = newest(checkpoints);
    damage.inflictOn(newest);
    Notices notices = new Notices();
    TrainingResult resumed = SmallTraining.run(folder, Precision.FP32, notices);
    assertThat(notices.sentences).hasSize(2);
    assertThat(notices.sentences.getFirst())
        .contains(newest.toString())
        .contains("the other one is taken instead");
    TrainingResult calm =
        SmallTraining.run(folder.resolve("calm"), Precision.FP32, TrainingListener.SILENT);
    assertThat(resumed).isEqualTo(calm);
  }

  enum Damage {
    TRUNCATED,
    EMPTY,
    CHANGED;

    void inflictOn(Path file) throws IOException {
      byte[] content = Files.readAllBytes(file);
      switch (this) {
        case TRUNCATED -> Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));
        case EMPTY -> Files.write(file, new byte[0]);
        case CHANGED -> {
          content[content.length / 3] ^= 4;
          Files.write(file, content);
        }
      }
    }
  }

  private static Path newest(Path checkpoints) throws IOException {
    List<Path> slots;
    try (Stream<Path> files = Files.list(checkpoints)) {
      slots = files.sorted().toList();
    }
    assertThat(slots).hasSize(2);
    Path even = slots.getFirst();
    Path odd = slots.getLast();
    return number(even) > number(odd) ? even : odd;
  }

  private static long number(Path slot) throws IOException {
    return java.nio.ByteBuffer.wrap(Files.readAllBytes(slot)).getLong(Long.BYTES);
  }

  @Test
  void withoutAnyReadableCheckpointTheTrainingSaysSo() throws IOException {
    Path checkpoints = interrupted();
    Damage.TRUNCATED.inflictOn(checkpoints.resolve("checkpoint-even"));
    Damage.CHANGED.inflictOn(checkpoints.resolve("checkpoint-odd"));
    assertThatThrownBy(() -> SmallTraining.run(folder, Precision.FP32, TrainingListener.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("No checkpoint in " + checkpoints);
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefused() {
    interrupted();
    assertThatThrownBy(() -> SmallTraining.run(folder, Precision.FP32, TrainingListener.SILENT, 4))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other settings")
        .hasMessageContaining("3 epochs")
        .hasMessageContaining("4 epochs");
  }

  @Test
  void aFailedWriteOfACheckpointIsOneSentenceAndLeavesTheOthers() throws IOException {
    Path checkpoints = interrupted();
    Path newest = newest(checkpoints);
    byte[] before = Files.readAllBytes(newest);
    Path other =
        checkpoints.resolve(
            newest.endsWith("checkpoint-even") ? "checkpoint-odd" : "checkpoint-even");
    // a folder in the way of the temporary file fails the write as a full disk does
    Files.createDirectories(checkpoints.resolve(other.getFileName() + ".part").resolve("x"));
    assertThatThrownBy(() -> SmallTraining.run(folder, Precision.FP32, TrainingListener.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("could not be written");
    assertThat(Files.readAllBytes(newest)).isEqualTo(before);
  }
}
