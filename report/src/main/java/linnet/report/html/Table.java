// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.stream.Stream;

/** A table whose first column names its rows and whose other columns are figures. */
final class Table {
  private final Element body = Element.of("tbody");
  private final Element table;

  /** A table with a caption that is read out first, and these column heads. */
  Table(String caption, String... columns) {
    Element head = Element.of("tr");
    for (String column : columns) {
      head.add(Element.of("th", column).with("scope", "col"));
    }
    table =
        Element.of("table")
            .add(Element.of("caption", caption), Element.of("thead").add(head), body);
  }

  /** Appends a row: its name, and one text for each further column. */
  Table row(String name, String... cells) {
    Element[] further = Stream.of(cells).map(Table::cell).toArray(Element[]::new);
    return row(Element.of("th", name), further);
  }

  /** Appends a row of cells made elsewhere, the first a {@code th}. */
  Table row(Element name, Element... cells) {
    body.add(Element.of("tr").add(name.with("scope", "row")).add(cells));
    return this;
  }

  /** A cell that holds a text. */
  static Element cell(String text) {
    return Element.of("td", text);
  }

  /** The table in a frame that scrolls sideways on narrow screens. */
  Element element() {
    return Element.of("div")
        .styled("scroll")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", "Table")
        .add(table);
  }
}
