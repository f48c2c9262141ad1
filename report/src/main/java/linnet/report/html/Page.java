// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

/** What all pages have in common: one file, no scripts, nothing loaded. */
final class Page {
  // Even a name that slipped through the escaping could load and run nothing.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private Page() {}

  /** A page as text. */
  static String of(String title, Element main) {
    Element html =
        Element.of("html").with("lang", "en").add(head(title), Element.of("body").add(main));
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  private static Element head(String title) {
    return Element.of("head")
        .add(
            Element.of("meta").with("charset", "utf-8"),
            Element.of("meta")
                .with("http-equiv", "Content-Security-Policy")
                .with("content", POLICY),
            Element.of("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
            Element.of("title", title),
            Element.of("style", StyleSheet.page()));
  }
}
