// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import linnet.training.parallel.LostProcessException;
import org.junit.jupiter.api.Test;

class ParentProcessTest {
  private static final int ATTEMPTS = 3000;

  @Test
  void whoWaitsGivesUpWhenItsParentHasEndedAndNotBefore() throws Exception {
    PipedInputStream input = new PipedInputStream();
    Runnable alive;
    try (PipedOutputStream parent = new PipedOutputStream(input)) {
      alive = ParentProcess.alive(input);
      parent.write(1);
      alive.run();
    }
    assertThatThrownBy(() -> repeatUntilItFails(alive))
        .isInstanceOf(LostProcessException.class)
        .hasMessageContaining("gone");
    assertThat(Failures.codeOf(new LostProcessException(""))).isEqualTo(ExitCode.PEER);
  }

  private static void repeatUntilItFails(Runnable check) throws InterruptedException {
    for (int i = 0; i < ATTEMPTS; i++) {
      check.run();
      Thread.sleep(10);
    }
  }
}
