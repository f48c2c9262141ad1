// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.Map;

/** Parts that several sections of the page are made of. */
final class Section {
  private Section() {}

  /** A section with a heading, which links can point at. */
  static Element of(String id, String heading) {
    return Element.of("section")
        .with("id", id)
        .with("aria-labelledby", id + "-heading")
        .add(Element.of("h2", heading).with("id", id + "-heading"));
  }

  /** A paragraph of explanation. */
  static Element note(String text) {
    return Element.of("p", text).styled("note");
  }

  /** A definition list of names and values; a value that is itself a map becomes its entries. */
  static Element facts(Map<String, ?> facts) {
    Element list = Element.of("dl").styled("facts");
    addFacts(list, "", facts);
    return list;
  }

  private static void addFacts(Element list, String prefix, Map<?, ?> facts) {
    facts.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> nested) {
            addFacts(list, prefix + name + ".", nested);
          } else {
            list.add(Element.of("dt", prefix + name), Element.of("dd", String.valueOf(value)));
          }
        });
  }

  /** What opens when a reader asks for it. */
  static Element details(String summary) {
    return Element.of("details").add(Element.of("summary", summary));
  }
}
