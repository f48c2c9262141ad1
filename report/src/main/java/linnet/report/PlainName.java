// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.util.regex.Pattern;

/** What runs and their bundles may be called: names that are one file name everywhere. */
final class PlainName {
  /** The end of a sentence that refuses another one. */
  static final String ADVICE = "use letters, digits, dots, dashes and underscores";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private PlainName() {}

  /** Whether the text is one. */
  static boolean is(String text) {
    return FORM.matcher(text).matches();
  }
}
