// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.CredentialException;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.PasswordSource;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.TcpChannel;
import linnet.crypto.channel.TcpListener;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.channel.TlsSettings;
import linnet.network.InputException;
import linnet.serving.certificates.TestCertificates;
import linnet.serving.certificates.Validity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  private static final MessageType DATA = new MessageType(64, "data");
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20));

  @TempDir private static Path folder = Path.of("");
  private static TestCertificates.Folders ours = new TestCertificates.Folders(folder, List.of());
  private static TestCertificates.Folders others = ours;
  private static TestCertificates.Folders elsewhere = ours;
  private static TestCertificates.Folders expired = ours;

  @BeforeAll
  static void makeCertificates() {
    Instant past = Instant.now().minus(Duration.ofDays(10));
    ours = TestStores.make(folder.resolve("ours"), "localhost", Validity.days(2));
    others = TestStores.make(folder.resolve("others"), "localhost", Validity.days(2));
    elsewhere = TestStores.make(folder.resolve("elsewhere"), "else.example", Validity.days(2));
    expired =
        TestStores.make(
            folder.resolve("expired"),
            "localhost",
            new Validity(past, past.plus(Duration.ofDays(1))));
  }

  private static Path alice(TestCertificates.Folders folders) {
    return folders.clients().getFirst();
  }

  private record Failures(@Nullable Throwable server, @Nullable Throwable client) {}

  /** What both ends throw when a client does this to a listening party. */
  private static Failures failures(Optional<TlsSettings> server, Client client) throws Exception {
    return failures(server, client, TIMEOUTS);
  }

  private static Failures failures(Optional<TlsSettings> server, Client client, Timeouts timeouts)
      throws Exception {
    try (TcpListener listener = TcpListener.open("localhost", 0, timeouts, server)) {
      CompletableFuture<Throwable> serving =
          CompletableFuture.supplyAsync(
              () -> {
                try (Channel channel = listener.accept().orElseThrow()) {
                  channel.send(DATA, channel.receive(DATA, 3));
                  return new AssertionError("the server noticed nothing");
                } catch (RuntimeException e) {
                  return e;
                }
              },
              task -> Thread.ofVirtual().start(task));
      @Nullable Throwable clientFailure = null;
      try {
        client.connect(listener.port());
      } catch (Exception e) {
        clientFailure = e;
      }
      return new Failures(serving.get(30, TimeUnit.SECONDS), clientFailure);
    }
  }

  private interface Client {
    void connect(int port) throws Exception;
  }

  private static void talk(int port, Optional<TlsSettings> tls) {
    try (Channel channel = TcpChannel.connect("localhost", port, TIMEOUTS, tls)) {
      channel.send(DATA, new byte[3]);
      channel.receive(DATA, 3);
    }
  }

  /** Sends nothing, which could cross with the server's goodbye. */
  private static void listen(int port, TlsSettings tls) {
    try (Channel channel = TcpChannel.connect("localhost", port, TIMEOUTS, Optional.of(tls))) {
      channel.receive(DATA, 3);
    }
  }

  private static void talk(int port, SSLContext context, String... protocols) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
      if (protocols.length > 0) {
        socket.setEnabledProtocols(protocols);
      }
      socket.startHandshake();
      socket.getInputStream().read();
    }
  }

  private static void assertSentence(@Nullable Throwable failure, String part) {
    assertThat(failure)
        .isInstanceOf(PeerException.class)
        .hasMessageContaining(part)
        .hasMessageEndingWith(".");
  }

  @Test
  void bothSidesKnowWhoTheOtherIs() throws Exception {
    TlsSettings server = TestStores.settings(ours.server());
    TlsSettings client = TestStores.settings(alice(ours));
    try (TcpListener listener = TcpListener.open("localhost", 0, TIMEOUTS, Optional.of(server))) {
      CompletableFuture<String> identity =
          CompletableFuture.supplyAsync(
              () -> {
                try (Channel channel = listener.accept().orElseThrow()) {
                  channel.send(DATA, channel.receive(DATA, 3_000_000));
                  return channel.peerIdentity() + " " + channel.isAuthenticated();
                }
              },
              task -> Thread.ofVirtual().start(task));
      try (Channel channel =
          TcpChannel.connect("localhost", listener.port(), TIMEOUTS, Optional.of(client))) {
        assertThat(channel.peerIdentity()).matches("localhost sha256:[0-9a-f]{64}");
        assertThat(channel.isAuthenticated()).isTrue();
        byte[] large = new byte[3_000_000];
        large[2_999_999] = 7;
        channel.send(DATA, large);
        assertThat(channel.receive(DATA, 3_000_000)).isEqualTo(large);
      }
      assertThat(identity.get(30, TimeUnit.SECONDS)).matches("alice sha256:[0-9a-f]{64} true");
    }
  }

  @Test
  void aClientWithoutCertificateIsRefused() throws Exception {
    Optional<TlsSettings> server = Optional.of(TestStores.settings(ours.server()));
    SSLContext nobody = TestStores.foreign(alice(ours));
    Failures failures = failures(server, port -> talk(port, nobody));
    assertSentence(failures.server(), "showed no certificate");
    assertThat(failures.client()).isNotNull();
  }

  @Test
  void aClientOfAnotherAuthorityIsRefusedAndToldSo() throws Exception {
    Optional<TlsSettings> server = Optional.of(TestStores.settings(ours.server()));
    TlsSettings stranger = TestStores.settings(alice(others), alice(ours));
    Failures failures = failures(server, port -> listen(port, stranger));
    assertSentence(failures.server(), "not from an authority that this party trusts");
    assertSentence(failures.client(), "does not accept the certificate of this party");
  }

  @Test
  void aServerOfAnotherAuthorityIsRefused() throws Exception {
    Optional<TlsSettings> server = Optional.of(TestStores.settings(others.server()));
    TlsSettings client = TestStores.settings(alice(ours));
    Failures failures = failures(server, port -> talk(port, Optional.of(client)));
    assertSentence(failures.client(), "not from an authority that this party trusts");
    assertThat(failures.server()).isInstanceOf(PeerException.class);
  }

  @Test
  void aClientWhoseCertificateExpiredIsRefused() throws Exception {
    TlsSettings server = TestStores.settings(ours.server(), expired.server());
    SSLContext late = TestStores.foreign(alice(ours), alice(expired));
    Failures failures = failures(Optional.of(server), port -> talk(port, late));
    assertSentence(failures.server(), "has expired");
  }

  @Test
  void aServerForAnotherHostIsRefused() throws Exception {
    Optional<TlsSettings> server = Optional.of(TestStores.settings(elsewhere.server()));
    TlsSettings client = TestStores.settings(alice(elsewhere));
    Failures failures = failures(server, port -> talk(port, Optional.of(client)));
    assertSentence(failures.client(), "is for another host");
  }

  @Test
  void plainAgainstTlsIsOneSentenceAtBothEnds() throws Exception {
    Optional<TlsSettings> server = Optional.of(TestStores.settings(ours.server()));
    Failures failures = failures(server, port -> talk(port, Optional.empty()));
    assertSentence(failures.server(), "does not speak TLS");
    assertThat(failures.client()).isInstanceOf(PeerException.class);
  }

  @Test
  void tlsAgainstPlainIsOneSentenceAtBothEnds() throws Exception {
    TlsSettings client = TestStores.settings(alice(ours));
    Failures failures = failures(Optional.empty(), port -> talk(port, Optional.of(client)));
    assertSentence(failures.server(), "speaks TLS, but this party does not");
    assertSentence(failures.client(), "check that it uses TLS");
  }

  @Test
  void olderTlsIsRefused() throws Exception {
    Optional<TlsSettings> server = Optional.of(TestStores.settings(ours.server()));
    SSLContext old = TestStores.foreign(alice(ours), alice(ours));
    Failures failures = failures(server, port -> talk(port, old, "TLSv1.2"));
    assertSentence(failures.server(), "does not offer TLS 1.3");
  }

  @Test
  void whoNeverFinishesTheHandshakeIsCutAndHoldsUpNobody() throws Exception {
    Timeouts hasty = new Timeouts(Duration.ofMillis(300), Duration.ofSeconds(20));
    Optional<TlsSettings> server = Optional.of(TestStores.settings(ours.server()));
    Failures failures =
        failures(
            server,
            port -> {
              try (Socket silent = new Socket("localhost", port)) {
                silent.getOutputStream().write(new byte[] {0x16, 3, 1, 1});
                silent.getInputStream().read();
              }
            },
            hasty);
    assertSentence(failures.server(), "did not finish the TLS handshake in time");
  }

  @Test
  void ownStoresThatCannotServeAreOneSentence() {
    Path server = ours.server();
    Path keys = server.resolve(TestCertificates.KEYS);
    Path trust = server.resolve(TestCertificates.TRUST);
    PasswordSource right = PasswordSource.file(server.resolve(TestCertificates.PASSWORD));
    refused(keys, trust, () -> "wrong".toCharArray(), "password does not open");
    refused(server.resolve("none"), trust, right, "no PKCS #12 store that can be read");
    refused(server.resolve(TestCertificates.PASSWORD), trust, right, "no PKCS #12 store");
    refused(trust, trust, right, "holds no private key");
    refused(keys, keys, right, "holds no certificate of an authority");
    refused(keys, trust, PasswordSource.file(server.resolve("none")), "password file");
    refused(keys, trust, PasswordSource.environment("LINNET_NO_SUCH"), "is not set");
    assertThatThrownBy(() -> TestStores.settings(expired.server()))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("has expired");
  }

  private static void refused(Path keys, Path trust, PasswordSource password, String part) {
    assertThatThrownBy(() -> TlsSettings.load(keys, trust, password))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining(part)
        .hasMessageEndingWith(".");
  }

  @Test
  void testCertificatesAreTheirOwnersAndNeverOverwritten() throws IOException {
    for (String file : new String[] {"keys.p12", "trust.p12", "password"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(ours.server().resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThatThrownBy(() -> TestStores.make(folder.resolve("ours"), "localhost", Validity.days(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing is overwritten");
    assertThatThrownBy(() -> TestStores.make(folder.resolve("new"), "a b", Validity.days(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("\"a b\" cannot be");
    assertThatThrownBy(() -> Validity.days(0)).isInstanceOf(InputException.class);
  }
}
