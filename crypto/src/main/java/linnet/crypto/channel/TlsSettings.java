// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a party proves who it is, and whom it believes: TLS 1.3 with authentication of both sides.
 *
 * <p><b>Security.</b> Only TLS 1.3 (RFC 8446), only AES-GCM and ChaCha20-Poly1305. A listening
 * party demands a certificate; a connecting one also checks that the other's certificate is for the
 * host it meant (RFC 9110 §4.3.4).
 */
public final class TlsSettings {
  private static final String VERSION = "TLSv1.3";
  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  private final SSLContext context;

  private TlsSettings(SSLContext context) {
    this.context = context;
  }

  /**
   * Reads own key and certificate, and the authorities to trust, from two PKCS #12 stores.
   *
   * @param keyStore one private key with its certificate chain
   * @param trustStore certificates of authorities, without keys
   * @param source password of both
   * @throws CredentialException if a store cannot be read, lacks what it should hold, or the
   *     certificate is not valid today
   */
  public static TlsSettings load(Path keyStore, Path trustStore, PasswordSource source) {
    char[] password = source.password();
    try {
      KeyStore keys = read(keyStore, password);
      requireValidKey(keys, keyStore);
      KeyStore trust = read(trustStore, password);
      requireAuthorities(trust, trustStore);
      SSLContext context = SSLContext.getInstance(VERSION);
      context.init(keyManagers(keys, password), trustManagers(trust), null);
      return new TlsSettings(context);
    } catch (GeneralSecurityException e) {
      throw new CredentialException(
          "The key store %s cannot be used for TLS; make another.".formatted(keyStore), e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** TLS over a connection to this host, as the party that connects. */
  SSLSocket clientSocket(Socket connection, String host, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(connection, host, port, false);
    SSLParameters parameters = parameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** TLS over an accepted connection. */
  SSLSocket serverSocket(Socket connection) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(connection, (InputStream) null, false);
    SSLParameters parameters = parameters();
    parameters.setNeedClientAuth(true);
    socket.setSSLParameters(parameters);
    return socket;
  }

  private SSLParameters parameters() {
    return new SSLParameters(SUITES, new String[] {VERSION});
  }

  private static KeyStore read(Path file, char[] password) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
      return store;
    } catch (IOException e) {
      boolean wrongPassword = e.getCause() instanceof GeneralSecurityException;
      throw new CredentialException(
          wrongPassword
              ? "The password does not open %s; check it.".formatted(file)
              : "The file %s is no PKCS #12 store that can be read; check its name and permissions."
                  .formatted(file),
          e);
    }
  }

  private static void requireValidKey(KeyStore store, Path file) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
        requireValid(own, file);
        return;
      }
    }
    throw new CredentialException(
        "%s holds no private key with a certificate; perhaps it is the trust store."
            .formatted(file));
  }

  private static void requireValid(X509Certificate own, Path file) {
    try {
      own.checkValidity();
    } catch (CertificateExpiredException e) {
      throw new CredentialException(
          "The certificate in %s has expired; make a new one.".formatted(file), e);
    } catch (CertificateNotYetValidException e) {
      throw new CredentialException(
          "The certificate in %s is not valid yet; check the clock.".formatted(file), e);
    }
  }

  private static void requireAuthorities(KeyStore store, Path file)
      throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(alias)) {
        return;
      }
    }
    throw new CredentialException(
        "%s holds no certificate of an authority; perhaps it is the key store.".formatted(file));
  }

  private static KeyManager[] keyManagers(KeyStore keys, char[] password)
      throws GeneralSecurityException {
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, password);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trustManagers(KeyStore trust) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trust);
    return factory.getTrustManagers();
  }
}
