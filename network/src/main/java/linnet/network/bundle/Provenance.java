// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from: method, budget, seed, data checksum, versions, as names and texts.
 *
 * @param facts sorted by name
 */
public record Provenance(Map<String, String> facts) {
  /** Copies and sorts the facts. */
  public Provenance {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** These facts and one more, which replaces an older one of the same name. */
  public Provenance with(String name, Object value) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(name, String.valueOf(value));
    return new Provenance(more);
  }

  /** Nothing known yet but the Java runtime and the platform. */
  public static Provenance ofThisMachine() {
    return new Provenance(
        Map.of(
            "java",
            Runtime.version().toString(),
            "os",
            System.getProperty("os.name") + " " + System.getProperty("os.arch")));
  }
}
