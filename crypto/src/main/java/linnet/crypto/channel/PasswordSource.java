// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the password of key and trust stores comes from; never the command line itself. */
@FunctionalInterface
public interface PasswordSource {
  /**
   * The password.
   *
   * @throws CredentialException if it cannot be had
   */
  char[] password();

  /** The first line of a file. */
  static PasswordSource file(Path file) {
    return () -> {
      try (var lines = Files.lines(file)) {
        return lines.findFirst().orElse("").strip().toCharArray();
      } catch (IOException | java.io.UncheckedIOException e) {
        throw new CredentialException(
            "The password file %s cannot be read; check its name and permissions.".formatted(file),
            e);
      }
    };
  }

  /** An environment variable. */
  static PasswordSource environment(String variable) {
    return () -> {
      String value = System.getenv(variable);
      if (value == null) {
        throw new CredentialException(
            "The environment variable %s, which should hold a password, is not set."
                .formatted(variable));
      }
      return value.toCharArray();
    };
  }
}
