// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.List;

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
    return row(
        Element.of("th", name), List.of(cells).stream().map(c -> Element.of("td", c)).toList());
  }

  /** Appends a row of cells made elsewhere. */
  Table row(Element name, List<Element> cells) {
    body.add(Element.of("tr").add(name.with("scope", "row")).add(cells.toArray(Element[]::new)));
    return this;
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
