// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import java.util.TreeMap;
import linnet.network.Model;

/**
 * A student, and how it came to be.
 *
 * @param model of exactly the budget asked for
 * @param facts for its provenance: method, budget, options, seed, data checksum, validation
 *     accuracy; names to texts
 */
public record LinearizedModel(Model model, Map<String, String> facts) {
  /** Copies the facts. */
  public LinearizedModel {
    facts = Map.copyOf(new TreeMap<>(facts));
  }
}
