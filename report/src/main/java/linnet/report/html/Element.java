// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An HTML or SVG element, built by chained calls. */
final class Element implements Markup {
  // Elements that HTML closes by itself; all others need an end tag even when empty.
  private static final Set<String> VOID = Set.of("meta", "img", "br", "col");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Markup> children = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  /** An empty element. */
  static Element of(String name) {
    return new Element(name);
  }

  /** An element that holds a text. */
  static Element of(String name, String text) {
    return of(name).text(text);
  }

  /** An element that holds others. */
  static Element of(String name, List<Element> children) {
    Element element = of(name);
    children.forEach(element::add);
    return element;
  }

  /** Sets an attribute; numbers get at most two decimals. */
  Element with(String attribute, Object value) {
    attributes.put(
        attribute, value instanceof Double number ? plain(number) : String.valueOf(value));
    return this;
  }

  /** Sets the class. */
  Element styled(String classes) {
    return with("class", classes);
  }

  /** Appends children. */
  Element add(Markup... more) {
    children.addAll(List.of(more));
    return this;
  }

  /** Appends a text. */
  Element text(String text) {
    return add(new Text(text));
  }

  @Override
  public void writeTo(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          out.append(' ').append(attribute).append("=\"");
          Text.escape(value, out);
          out.append('"');
        });
    if (VOID.contains(name)) {
      out.append("/>");
      return;
    }
    out.append('>');
    children.forEach(child -> child.writeTo(out));
    out.append("</").append(name).append('>');
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    writeTo(out);
    return out.toString();
  }

  private static String plain(double number) {
    double rounded = Math.round(100 * number) / 100.0;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }
}
