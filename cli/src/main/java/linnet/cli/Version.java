// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, which the build writes down. */
final class Version implements IVersionProvider {
  /** For example {@code 0.1.0}. */
  static String text() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own resource cannot be read", e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"linnet " + text(), "Java " + Runtime.version()};
  }
}
