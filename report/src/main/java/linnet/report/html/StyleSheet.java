// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How pages and drawings look. */
final class StyleSheet {
  private static final Pattern COLOUR = Pattern.compile("--(\\w[\\w-]*): (#\\w+);");
  private static final Pattern USE = Pattern.compile("var\\(--(\\w[\\w-]*)\\)");

  private StyleSheet() {}

  /** Of a page with its drawings, in the light or the dark colours that the reader prefers. */
  static String page() {
    return text("palette.css") + text("page.css") + text("chart.css");
  }

  /**
   * Of a drawing that is a file of its own: every colour stands where it is used, the light one, as
   * what converts drawings for papers knows no variables.
   */
  static String drawing() {
    String palette = text("palette.css");
    String light = palette.substring(0, palette.indexOf('}'));
    Map<String, String> colours =
        COLOUR
            .matcher(light)
            .results()
            .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
    return USE.matcher(text("chart.css"))
        .replaceAll(use -> Matcher.quoteReplacement(colour(colours, use)));
  }

  private static String colour(Map<String, String> colours, MatchResult use) {
    return Objects.requireNonNull(colours.get(use.group(1)), use.group(1));
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(StyleSheet.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the style sheet is part of the program", e);
    }
  }
}
