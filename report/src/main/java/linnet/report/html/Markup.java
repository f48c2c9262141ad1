// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

/** A piece of a page. Whatever it holds is escaped when it is written, so no text can break out. */
sealed interface Markup permits Element, Text {

  /** Appends well-formed XML that browsers also read as HTML. */
  void writeTo(StringBuilder out);
}
