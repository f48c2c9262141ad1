// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

/**
 * Plain text.
 *
 * @param value any characters at all
 */
record Text(String value) implements Markup {
  private static final int REPLACEMENT = 0xFFFD;

  @Override
  public void writeTo(StringBuilder out) {
    escape(value, out);
  }

  /** Escapes for element content and for attributes in double quotes. */
  static void escape(String raw, StringBuilder out) {
    raw.codePoints().forEach(point -> escape(point, out));
  }

  private static void escape(int point, StringBuilder out) {
    switch (point) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      default -> out.appendCodePoint(isLegal(point) ? point : REPLACEMENT);
    }
  }

  /** What XML 1.0 allows in a document, less the control characters that HTML forbids. */
  private static boolean isLegal(int point) {
    return point == '\t'
        || point == '\n'
        || (point >= 0x20 && point < 0x7F)
        || (point >= 0xA0 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || (point >= 0x10000 && point <= 0x10FFFF);
  }
}
