// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a server listens.
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535
 */
record Address(String host, int port) {
  private static final Pattern FORM = Pattern.compile("(?:\\[(.+)]|([^:]+)):(\\d{1,5})");

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Reads {@code host:port} and {@code [IPv6 address]:port}. */
  static final class Converter implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("\"" + text + "\" is no HOST:PORT");
      }
      int port = Integer.parseInt(matcher.group(3));
      if (port < 1 || port > 65_535) {
        throw new TypeConversionException("the port " + port + " does not exist");
      }
      return new Address(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
    }
  }
}
