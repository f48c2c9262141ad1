// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import linnet.crypto.channel.InMemoryChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  /** What a server that deviates sent reaches the screen as one short line. */
  private static String shown(String sent) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    byte[] text = ("\u0001" + sent).getBytes(StandardCharsets.UTF_8);
    line.server().send(MessageTypes.VERDICT, text);
    return ((Verdict.Refused) Verdict.receive(line.client())).sentence();
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"''", "' '", "'\n'", "'\u001b\t '"})
  void aRefusalWithoutWordsIsASentence(String sent) {
    assertThat(shown(sent)).isEqualTo("the server refused and did not say why; ask its operator.");
  }

  @ParameterizedTest
  @CsvSource({"The quota is used up., The quota is used up.", "'a\u001b[2Jb', a [2Jb"})
  void wordsAreShownWithoutControlCharacters(String sent, String expected) {
    assertThat(shown(sent)).isEqualTo(expected);
  }

  @Test
  void aFloodOfWordsIsCut() {
    assertThat(shown("a".repeat(8000))).isEqualTo("a".repeat(1000));
  }
}
