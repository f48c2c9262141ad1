// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.crypto.channel.LinkProfile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code loopback}, {@code lan}, {@code wan} and forms such as {@code 200Mbit/40ms}. */
final class LinkConverter implements ITypeConverter<LinkProfile> {
  @Override
  public LinkProfile convert(String text) {
    try {
      return LinkProfile.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
