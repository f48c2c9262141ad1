// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import java.util.TreeMap;
import linnet.network.Model;

/**
 * A student, and how it came to be.
 *
 * @param model of exactly the budget asked for, but for the remainder of whole channels
 * @param facts for its provenance: method, budget, options, seed, data checksum, validation
 *     accuracy, units kept and the remainder of the budget; names to texts
 */
public record LinearizedModel(Model model, Map<String, String> facts) {
  /** Copies the facts. */
  public LinearizedModel {
    facts = Map.copyOf(new TreeMap<>(facts));
  }

  /** Units of the budget that no further channel fits into; 0 where masks are of single units. */
  public int remainder() {
    return Integer.parseInt(facts.getOrDefault("remainder", "0"));
  }
}
