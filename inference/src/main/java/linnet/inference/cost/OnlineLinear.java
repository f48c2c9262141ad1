// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.Random;
import linnet.inference.linear.Activations;
import linnet.inference.linear.ProgramWalk;
import linnet.inference.plan.PrivateProgram;
import linnet.network.Shape;

/** Measures the linear layers that the server runs online, on all cores. */
public final class OnlineLinear {
  private OnlineLinear() {}

  /** Median seconds of all linear layers of a program for a batch, on random ring elements. */
  public static double seconds(PrivateProgram program, int batch, Repetitions repetitions) {
    Shape input = program.plan().input();
    long[] values = new Random(1).longs((long) input.units() * batch).toArray();
    return repetitions.seconds(
        () ->
            ProgramWalk.run(
                program,
                true,
                new Activations(input, batch, values.clone()),
                (boundary, share) -> share));
  }
}
