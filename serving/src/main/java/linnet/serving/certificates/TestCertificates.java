// SPDX-License-Identifier: Apache-2.0
package linnet.serving.certificates;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import linnet.network.files.OwnerOnly;

/**
 * Makes a pair of authorities, one for servers and one for clients, and what both sides need for
 * TLS. For tests and trials: the authorities' keys are dropped, so nothing can be added, renewed or
 * revoked later.
 */
public final class TestCertificates {
  /** The key store of a party, in its folder. */
  public static final String KEYS = "keys.p12";

  /** The trust store of a party, in its folder. */
  public static final String TRUST = "trust.p12";

  /** The password of both, in the party's folder. */
  public static final String PASSWORD = "password";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9._@-]{0,62}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
  private static final int PASSWORD_BYTES = 16;

  private TestCertificates() {}

  /**
   * What was made.
   *
   * @param server the server's folder
   * @param clients the clients' folders, in the order of their names
   */
  public record Folders(Path server, List<Path> clients) {}

  /**
   * Makes everything in a folder: {@code server/} and {@code clients/NAME/}, each with key store,
   * trust store and password, readable by their owner only.
   *
   * @param folder a new or empty one
   * @param serverNames DNS names and IP addresses by which clients reach the server
   * @param clients one name each, the common name of the certificate
   * @throws InputException if a name cannot be used, the folder is not empty, or cannot be written
   */
  public static Folders make(
      Path folder, List<String> serverNames, List<String> clients, Validity validity) {
    check(serverNames, clients);
    requireEmpty(folder);
    try {
      Authority servers = Authority.create("Linnet test authority for servers", validity);
      Authority users = Authority.create("Linnet test authority for clients", validity);
      Path server = folder.resolve("server");
      write(server, servers.server(serverNames), users.certificate());
      List<Path> folders = new ArrayList<>();
      for (String client : clients) {
        Path own = folder.resolve("clients").resolve(client);
        write(own, users.client(client), servers.certificate());
        folders.add(own);
      }
      return new Folders(server, List.copyOf(folders));
    } catch (IOException e) {
      throw AtomicFiles.failure(folder, e);
    } catch (GeneralSecurityException e) {
      throw new InputException("This Java cannot make certificates on P-256; use another.", e);
    }
  }

  private static void check(List<String> serverNames, List<String> clients) {
    if (serverNames.isEmpty() || clients.isEmpty()) {
      throw new InputException("Certificates need at least one server name and one client.");
    }
    for (String name : serverNames) {
      require(HOST.matcher(name).matches(), name, "name or address of a server");
    }
    for (String name : clients) {
      require(NAME.matcher(name).matches(), name, "name of a client");
    }
    if (Set.copyOf(clients).size() < clients.size()) {
      throw new InputException("Two clients have the same name; give each its own.");
    }
  }

  private static void require(boolean good, String name, String what) {
    if (!good) {
      throw new InputException(
          "\"%s\" cannot be the %s; use letters, digits, dots and dashes."
              .formatted(name.replaceAll("\\p{Cntrl}", "?"), what));
    }
  }

  private static void requireEmpty(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new InputException(
            "The folder %s is not empty, and nothing is overwritten; name a new one."
                .formatted(folder));
      }
    } catch (IOException e) {
      throw new InputException("%s is no folder that can be read.".formatted(folder), e);
    }
  }

  private static void write(Path folder, Authority.Credential own, X509Certificate trusted)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(folder, OwnerOnly.folder());
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    writeNew(folder.resolve(PASSWORD), (password + "\n").getBytes(StandardCharsets.UTF_8));

    KeyStore keys = newStore();
    Certificate[] chain = own.chain().toArray(Certificate[]::new);
    keys.setKeyEntry("linnet", own.keys().getPrivate(), password.toCharArray(), chain);
    store(keys, folder.resolve(KEYS), password);

    KeyStore trust = newStore();
    trust.setCertificateEntry("authority", trusted);
    store(trust, folder.resolve(TRUST), password);
  }

  private static KeyStore newStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void store(KeyStore store, Path file, String password)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = create(file)) {
      store.store(out, password.toCharArray());
    }
  }

  private static void writeNew(Path file, byte[] content) throws IOException {
    try (OutputStream out = create(file)) {
      out.write(content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static OutputStream create(Path file) throws IOException {
    try {
      Files.createFile(file, OwnerOnly.file());
    } catch (FileAlreadyExistsException e) {
      throw new InputException("%s is there already; nothing is overwritten.".formatted(file), e);
    }
    return Files.newOutputStream(file, StandardOpenOption.WRITE);
  }
}
