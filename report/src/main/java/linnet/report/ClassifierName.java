// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import linnet.network.Widths;

/**
 * What a classifier of a run is called: a bundle, or a bundle at one of its narrower widths, such
 * as {@code student@0.5}.
 *
 * @param bundle name of the bundle
 * @param width rate of channels, 1 for all
 */
public record ClassifierName(String bundle, double width) {
  private static final String AT = "@";

  /**
   * Reads {@code BUNDLE} or {@code BUNDLE@WIDTH}; what is no width belongs to the bundle's name.
   */
  public static ClassifierName parse(String text) {
    int at = text.lastIndexOf(AT);
    if (at > 0) {
      try {
        return new ClassifierName(
            text.substring(0, at), Double.parseDouble(text.substring(at + AT.length())));
      } catch (NumberFormatException noWidth) {
        return new ClassifierName(text, Widths.ALL);
      }
    }
    return new ClassifierName(text, Widths.ALL);
  }

  /** The same bundle at another width. */
  public ClassifierName at(double other) {
    return new ClassifierName(bundle, other);
  }

  /** Whether it has all channels. */
  public boolean isFull() {
    return width == Widths.ALL;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return isFull() ? bundle : bundle + AT + width;
  }
}
