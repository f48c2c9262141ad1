// SPDX-License-Identifier: Apache-2.0
package linnet.inference.clear;

import static org.assertj.core.api.Assertions.assertThat;

import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.testing.NaiveProgram;
import linnet.inference.testing.RandomModels;
import linnet.network.Model;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointExecutorTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void equalsTheDefinitionOnUnboundedIntegers(long seed) {
    Model model = RandomModels.graph(seed, 0.5);
    float[][] images = RandomModels.images(model.network().input(), 3, seed);
    PrivateProgram program = Compiler.compile(model, images, CompilerOptions.defaults());
    ClearResult result = new FixedPointExecutor(program).run(images);
    long[][] encoded = FixedPointImages.encode(program.plan(), images);
    for (int b = 0; b < images.length; b++) {
      assertThat(result.logits()[b]).containsExactly(NaiveProgram.logits(program, encoded[b]));
    }
  }

  @Test
  void aBatchGivesTheSameAsItsImagesOneByOne() {
    Shape shape = new Shape(3, 8, 8);
    Model model = RandomModels.builtIn("resnet18", shape, 4, 0.5, 1);
    float[][] images = RandomModels.images(shape, 7, 2);
    PrivateProgram program = Compiler.compile(model, images, CompilerOptions.defaults());
    FixedPointExecutor executor = new FixedPointExecutor(program);
    long[][] together = executor.run(images).logits();
    for (int b = 0; b < images.length; b++) {
      assertThat(executor.run(new float[][] {images[b]}).logits()[0]).containsExactly(together[b]);
    }
  }

  @Test
  void sharesOfZeroTruncateAsTheServerAloneWould() {
    Shape shape = new Shape(1, 8, 8);
    Model model = RandomModels.builtIn("resnet18", shape, 2, 1, 1);
    float[][] images = RandomModels.images(shape, 1, 2);
    PrivateProgram program = Compiler.compile(model, images, CompilerOptions.defaults());
    FixedPointExecutor executor = new FixedPointExecutor(program);
    Truncation random = Truncation.simulated(5);
    assertThat(executor.run(images, random).logits()).isDeepEqualTo(executor.run(images).logits());
  }

  @Test
  void logitsGiveValuesClassesAndDistances() {
    long[][] logits = {{-4, 8, 8}, {1, 0, -9}};
    assertThat(Logits.classes(logits)).containsExactly(1, 0);
    assertThat(Logits.values(logits, 2)[0]).containsExactly(-1, 2, 2);
    assertThat(Logits.distance(logits, new long[][] {{-4, 9, 8}, {1, 0, -2}})).isEqualTo(7);
  }
}
