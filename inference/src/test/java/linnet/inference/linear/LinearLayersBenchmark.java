// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import java.util.Arrays;
import java.util.Random;
import linnet.crypto.kernel.Kernels;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.Step;
import linnet.inference.testing.RandomModels;
import linnet.network.Shape;

/**
 * Prints the time that all linear layers of ResNet18 take on ring elements, as on the server
 * online; run {@code main}, with an optional list of widths (64 is the paper's).
 */
final class LinearLayersBenchmark {
  private static final Shape IMAGE = new Shape(3, 32, 32);
  private static final int ROUNDS = 15;

  private LinearLayersBenchmark() {}

  /** Takes widths. */
  public static void main(String[] arguments) {
    String[] widths = arguments.length == 0 ? new String[] {"16", "64"} : arguments;
    for (String width : widths) {
      PrivateProgram program =
          Compiler.compile(
              RandomModels.builtIn("resnet18", IMAGE, Integer.parseInt(width), 0.1, 1),
              RandomModels.images(IMAGE, 2, 1),
              CompilerOptions.defaults());
      for (int batch : new int[] {1, 8}) {
        measure(program, width, batch);
      }
    }
  }

  private static void measure(PrivateProgram program, String width, int batch) {
    double[] millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long[] values = new Random(round).longs((long) IMAGE.units() * batch).toArray();
      long start = System.nanoTime();
      ProgramWalk.run(program, true, new Activations(IMAGE, batch, values), (boundary, z) -> z);
      millis[round] = (System.nanoTime() - start) * 1e-6;
    }
    double first = millis[0];
    Arrays.sort(millis);
    long convolutions =
        program.plan().steps().stream().filter(s -> s instanceof Step.Convolution).count();
    System.out.printf(
        "%s, width %s, %d convolutions, batch %d: median %.1f ms, best %.1f, first %.1f%n",
        Kernels.current(), width, convolutions, batch, millis[ROUNDS / 2], millis[0], first);
  }
}
