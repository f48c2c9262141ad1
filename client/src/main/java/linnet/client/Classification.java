// SPDX-License-Identifier: Apache-2.0
package linnet.client;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the client learns of one image.
 *
 * @param className name of the most likely class
 * @param classIndex its index, from 0
 * @param logits one a class; empty where the server discloses the class alone
 */
public record Classification(String className, int classIndex, List<Double> logits) {
  /** Copies the logits. */
  public Classification {
    logits = List.copyOf(logits);
  }

  /**
   * Softmax of the class's logit, 0 to 1; empty without logits. Networks are often surer of
   * themselves than they should be (Guo et al., ICML 2017).
   */
  public OptionalDouble probability() {
    if (logits.isEmpty()) {
      return OptionalDouble.empty();
    }
    double own = logits.get(classIndex);
    double sum = logits.stream().mapToDouble(logit -> Math.exp(logit - own)).sum();
    return OptionalDouble.of(1 / sum);
  }

  static Classification of(List<String> names, int classIndex, double[] logits) {
    return new Classification(
        names.get(classIndex), classIndex, Arrays.stream(logits).boxed().toList());
  }
}
