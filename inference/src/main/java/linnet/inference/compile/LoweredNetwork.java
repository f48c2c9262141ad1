// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.List;
import java.util.Map;
import linnet.inference.plan.Step;

/** A network as steps of a private program, with weights that are not yet rounded. */
record LoweredNetwork(List<Step> steps, Map<String, RealWeights> weights) {
  RealWeights weights(Step.Convolution convolution) {
    RealWeights found = weights.get(convolution.name());
    if (found == null) {
      throw new IllegalStateException("no convolution " + convolution.name());
    }
    return found;
  }
}
