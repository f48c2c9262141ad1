// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  private ProgressLines lines(long steps) {
    return new ProgressLines(
        new PrintStream(written, true, StandardCharsets.UTF_8), "training", steps, nanos::get);
  }

  @Test
  void aLineAtMostEveryTenSecondsWithTheTimeLeft() {
    try (ProgressLines progress = lines(100)) {
      for (int step = 0; step <= 100; step++) {
        progress.reached(step, "5 images/s");
        nanos.addAndGet(1_000_000_000L);
      }
    }

    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .hasSize(10)
        .startsWith("training: 10 %, 1 min 30 s left, 5 images/s")
        .endsWith("training: done in 1 min 41 s, 5 images/s");
  }

  @Test
  void stepsDoneBeforeAResumeDoNotCountAsSpeed() {
    ProgressLines progress = lines(100);
    progress.reached(80, "");
    nanos.addAndGet(20_000_000_000L);
    progress.reached(90, "");

    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("training: 90 %, 20 s left");
  }

  @Test
  void workThatStopsEarlySaysWhere() {
    ProgressLines progress = lines(4);
    progress.reached(1, "");
    progress.close();

    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("training: stopped at 25 % in 0 s");
  }
}
