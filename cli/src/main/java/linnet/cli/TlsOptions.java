// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.Optional;
import linnet.crypto.channel.PasswordSource;
import linnet.crypto.channel.TlsSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that make both parties prove who they are; all three or none. */
final class TlsOptions {
  @ArgGroup(exclusive = false)
  private @Nullable Stores stores;

  /** Where certificates and keys are. */
  static final class Stores {
    @Option(
        names = "--tls-keys",
        paramLabel = "FILE",
        required = true,
        description = "PKCS #12 store with this party's key and certificate: turns TLS 1.3 on.")
    private Path keys = Path.of("");

    @Option(
        names = "--tls-trust",
        paramLabel = "FILE",
        required = true,
        description = "PKCS #12 store with the authorities that the other party is believed by.")
    private Path trust = Path.of("");

    @Option(
        names = "--tls-password-file",
        paramLabel = "FILE",
        required = true,
        description = "File whose first line is the password of both.")
    private Path password = Path.of("");
  }

  /**
   * The settings; empty without the options.
   *
   * @throws linnet.crypto.channel.CredentialException if a store cannot be used
   */
  Optional<TlsSettings> settings() {
    return stores == null
        ? Optional.empty()
        : Optional.of(
            TlsSettings.load(stores.keys, stores.trust, PasswordSource.file(stores.password)));
  }
}
