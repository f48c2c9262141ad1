// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import java.util.List;

/**
 * The linear part of a program between earlier boundaries and the next one, or the logits.
 *
 * @param output the value in which the run ends: what a boundary reads, or the logits
 * @param reads the image or boundaries where it begins; more than one with residual shortcuts
 * @param steps names of its linear steps, in order; runs may share steps
 */
public record LinearRun(String output, List<String> reads, List<String> steps) {
  /** Copies the lists. */
  public LinearRun {
    reads = List.copyOf(reads);
    steps = List.copyOf(steps);
  }
}
