// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import linnet.crypto.channel.PasswordSource;
import linnet.crypto.channel.TlsSettings;
import linnet.serving.certificates.TestCertificates;
import linnet.serving.certificates.Validity;

/** Certificates of a test in every state. */
final class TestStores {
  private TestStores() {}

  static TestCertificates.Folders make(Path folder, String host, Validity validity) {
    return TestCertificates.make(folder, List.of(host), List.of("alice", "bob"), validity);
  }

  static TlsSettings settings(Path party) {
    return TlsSettings.load(
        party.resolve(TestCertificates.KEYS),
        party.resolve(TestCertificates.TRUST),
        PasswordSource.file(party.resolve(TestCertificates.PASSWORD)));
  }

  /** One party's keys with the trust of another. */
  static TlsSettings settings(Path keys, Path trust) throws Exception {
    Path store = Files.createTempFile("linnet-trust", ".p12");
    char[] password = password(keys);
    try (OutputStream out = Files.newOutputStream(store)) {
      read(trust, TestCertificates.TRUST).store(out, password);
    }
    TlsSettings settings =
        TlsSettings.load(keys.resolve(TestCertificates.KEYS), store, () -> password);
    Files.delete(store);
    return settings;
  }

  /** TLS as someone else might use it: no checks of own keys, any version, perhaps no keys. */
  static SSLContext foreign(Path trust, Path... keys) throws Exception {
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(read(trust, TestCertificates.TRUST));
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(
        keys.length == 0 ? null : read(keys[0], TestCertificates.KEYS),
        keys.length == 0 ? null : password(keys[0]));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static KeyStore read(Path party, String file)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(party.resolve(file))) {
      store.load(in, password(party));
    }
    return store;
  }

  private static char[] password(Path party) {
    return PasswordSource.file(party.resolve(TestCertificates.PASSWORD)).password();
  }
}
