// SPDX-License-Identifier: Apache-2.0
package linnet.inference.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import linnet.crypto.fuzzing.Fuzzing;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.PlanFormat;
import linnet.inference.testing.RandomModels;
import linnet.network.Model;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class PlanFuzzTest {
  @Test
  void plansGiveProgramsOrSentences() {
    List<byte[]> plans = LongStream.range(1, 9).mapToObj(PlanFuzzTest::plan).toList();
    Fuzzing.Outcome outcome = Fuzzing.run(PlanTarget.class, plans);
    assertThat(outcome.findings()).as(outcome.log()).isZero();
    assertThat(outcome.inputs()).isGreaterThan(100);
    assertThat(outcome.coverage()).isGreaterThan(100);
  }

  private static byte[] plan(long seed) {
    Model model = RandomModels.graph(seed, 0.5);
    float[][] images = RandomModels.images(model.network().input(), 2, seed);
    return PlanFormat.write(Compiler.compile(model, images, CompilerOptions.defaults()).plan());
  }
}
