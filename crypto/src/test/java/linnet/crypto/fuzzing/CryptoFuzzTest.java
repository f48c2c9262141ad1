// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class CryptoFuzzTest {
  @Test
  void framesGiveMessagesOrSentences() {
    byte[] three = {1, 0, 0, 0, 1, 9, 1, 0, 0, 0, 64, 9, 1, 0, 0, 0, 126, 9};
    byte[] refused = {3, 0, 0, 0, 127, 'n', '\n', 'o'};
    Fuzzing.Outcome outcome = Fuzzing.run(FrameTarget.class, List.of(three, refused));
    assertThat(outcome.findings()).as(outcome.log()).isZero();
    assertThat(outcome.inputs()).isGreaterThan(100);
    assertThat(outcome.coverage()).isGreaterThan(10);
  }
}
