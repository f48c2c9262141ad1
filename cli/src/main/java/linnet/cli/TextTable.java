// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.List;

/** A table for the terminal: the first column to the left, the others to the right. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headers) {
    rows.add(List.of(headers));
  }

  /** Adds a row of as many cells as there are headers. */
  TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      appendRow(rows.get(r), text);
      if (r == 0) {
        text.append("-".repeat(width())).append('\n');
      }
    }
    return text.toString();
  }

  private void appendRow(List<String> row, StringBuilder text) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      String gap = " ".repeat(width(c) - row.get(c).length());
      line.append(c == 0 ? row.get(c) + gap : "  " + gap + row.get(c));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int width() {
    int total = -2;
    for (int c = 0; c < rows.getFirst().size(); c++) {
      total += width(c) + 2;
    }
    return total;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
