// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linnet.network.InputException;
import linnet.network.Shape;

/** Image shapes as users write them. */
final class ImageShape {
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");

  private ImageShape() {}

  /** Reads {@code CxHxW}. */
  static Shape parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InputException(
          "\"%s\" is no image shape; write channels x height x width, such as 3x32x32."
              .formatted(text));
    }
    return new Shape(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }
}
