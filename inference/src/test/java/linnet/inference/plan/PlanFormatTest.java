// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.testing.RandomModels;
import linnet.network.InputException;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFormatTest {
  private static final Shape SHAPE = new Shape(1, 8, 8);
  private static final ProgramPlan PLAN =
      Compiler.compile(
              RandomModels.builtIn("resnet18", SHAPE, 2, 0.4, 1),
              RandomModels.images(SHAPE, 2, 1),
              CompilerOptions.defaults())
          .plan();

  @Test
  void aPlanReadBackIsTheSamePlan() {
    byte[] bytes = PlanFormat.write(PLAN);
    ProgramPlan read = PlanFormat.read(bytes, "The plan");
    assertThat(read.steps()).isEqualTo(PLAN.steps());
    assertThat(read.calibration()).isEqualTo(PLAN.calibration());
    assertThat(read.digest()).isEqualTo(PLAN.digest()).hasSize(64);
    assertThat(PlanFormat.write(read)).isEqualTo(bytes);
  }

  @Test
  void theDigestDependsOnTheMasks() {
    ProgramPlan other =
        Compiler.compile(
                RandomModels.builtIn("resnet18", SHAPE, 2, 0.41, 1),
                RandomModels.images(SHAPE, 2, 1),
                CompilerOptions.defaults())
            .plan();
    assertThat(other.digest()).isNotEqualTo(PLAN.digest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\":1 | \"version\":2 | version 2",
        "\"input\":[1,8,8] | \"input\":[1,8] | three numbers",
        "\"input\":[1,8,8] | \"input\":[1,90000,90000] | units",
        "\"input\":[1,8,8] | \"input\":[1,-8,8] | dimension",
        "\"activationBits\":12 | \"activationBits\":60 | between 1 and 24",
        "\"step\":\"flatten\" | \"step\":\"product\" | unknown",
        "\"kernel\":3 | \"kernel\":2000000000 | fit",
        "\"outChannels\":2 | \"outChannels\":2147483647 | units",
        "\"outChannels\":2 | \"outChannels\":\"2\" | whole number",
        "\"padding\":1 | \"padding\":-1 | out of range",
        "\"stride\":1 | \"stride\":0 | out of range",
        "\"weightBits\":12,\"steps\" | \"weightBits\":12,\"stops\" | missing",
        "\"kept\":\" | \"kept\":\"?? | no bits",
        "\"inputs\":[\"input\"] | \"inputs\":[\"nowhere\"] | does not stand before",
        "\"inputs\":[\"input\"] | \"inputs\":[] | inputs",
        "\"multiplierBits\": | \"multiplierBits\":1000000 | ",
        "\"network\":\"resnet18\" | \"network\":\"\\u001b[2Jx\" | printable",
        "\"classNames\":[\"0\" | \"classNames\":[\"\" | printable",
        "\"width\": | \"width\":2,\"w\": | does not fit",
        "\"mean\":[ | \"mean\":[1e61, | number is expected",
        "\"maxLogitError\": | \"maxLogitError\":1e400,\"m\": | ",
        "\"classNames\":[\"0\" | \"classNames\":[\u001b | not valid JSON",
        "\"toleranceUlps\": | \"toleranceUlps\":-1 | calibration facts",
        "\"classNames\":[\"0\", | \"classNames\":[ | 9 classes",
      })
  void hostilePlansGiveOneSentence(String from, String to, String sentence) {
    String text = new String(PlanFormat.write(PLAN), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    String changed = text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
    byte[] hostile = changed.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PlanFormat.read(hostile, "The plan"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("The plan")
        .hasMessageContaining(sentence == null ? "" : sentence);
  }

  @Test
  void randomDamageNeverGivesAnythingButAPlanOrASentence() {
    byte[] bytes = PlanFormat.write(PLAN);
    Random random = new Random(1);
    int refused = 0;
    for (int trial = 0; trial < 300; trial++) {
      byte[] damaged = bytes.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) (32 + random.nextInt(95));
      }
      try {
        PlanFormat.read(damaged, "The plan");
      } catch (InputException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(50);
  }

  @Test
  void anOversizedPlanIsNotEvenParsed() {
    assertThatThrownBy(() -> PlanFormat.read(new byte[PlanFormat.MAX_BYTES + 1], "The plan"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("at most");
  }
}
