// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linnet.crypto.random.Prg;
import linnet.inference.linear.Activations;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * The server's masks s, one for the output of every secret convolution, from one seed an image, in
 * the plan's order. Online the server adds them again where the convolution runs.
 */
final class ServerMasks {
  private ServerMasks() {}

  /** The masks of a batch, uniform mod 2^64, by name of the convolution. */
  static Map<String, Activations> of(ProgramPlan plan, List<byte[]> seeds) {
    Map<String, Activations> masks = new HashMap<>();
    List<Prg> streams = seeds.stream().map(Prg::new).toList();
    for (Step step : plan.steps()) {
      if (step instanceof Step.Convolution convolution) {
        masks.put(convolution.name(), ClientMasks.next(plan.shape(convolution.name()), streams));
      }
    }
    return masks;
  }
}
