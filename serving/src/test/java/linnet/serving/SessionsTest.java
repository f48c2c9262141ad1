// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import linnet.crypto.channel.AddressException;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.TcpChannel;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.channel.TlsSettings;
import linnet.material.MemoryQuotaLedger;
import linnet.network.InputException;
import linnet.serving.certificates.TestCertificates;
import linnet.serving.certificates.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server around a small protocol that answers at once, or when the test lets it. */
@Timeout(60)
class SessionsTest {
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private static ServerOptions options() {
    return TestServers.options().withTimeouts(TIMEOUTS);
  }

  private static InferenceServer start(ServerOptions options) {
    return TestServers.start(new EchoService(() -> {}), options);
  }

  private static Channel connect(InferenceServer server) {
    return TcpChannel.connect("localhost", server.port(), TIMEOUTS);
  }

  private static Channel connect(InferenceServer server, Path client) {
    Optional<TlsSettings> tls = Optional.of(TestStores.settings(client));
    return TcpChannel.connect("localhost", server.port(), TIMEOUTS, tls);
  }

  private static void goodbye(Channel channel) {
    channel.send(EchoService.ASK, new byte[] {'q', 0});
    channel.close();
  }

  @Test
  void thirtyTwoClientsAreServedAtOnce() throws Exception {
    try (InferenceServer server = start(options())) {
      List<CompletableFuture<List<String>>> clients = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        clients.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try (Channel channel = connect(server)) {
                    return EchoService.askOften(channel, 'i', 20);
                  }
                },
                THREADS));
      }
      for (CompletableFuture<List<String>> client : clients) {
        assertThat(client.get(30, TimeUnit.SECONDS)).hasSize(20).containsOnly("done");
      }
    }
  }

  @Test
  void surplusClientsAreToldAndPlacesComeBack() {
    ServerOptions two = options().withLimits(SessionLimits.DEFAULT.withSessions(2));
    try (InferenceServer server = start(two)) {
      Channel first = connect(server);
      Channel second = connect(server);
      assertThat(EchoService.ask(first, 'i', 1)).isEqualTo("done");
      assertThat(EchoService.ask(second, 'i', 1)).isEqualTo("done");
      Channel third = connect(server);
      assertThatThrownBy(() -> EchoService.ask(third, 'i', 1))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("All 2 places are taken; try again in a minute.");
      third.close();
      goodbye(first);
      assertThat(untilServed(server)).isEqualTo("done");
      goodbye(second);
    }
  }

  /** A place comes back a moment after its client has left. */
  private static String untilServed(InferenceServer server) {
    while (true) {
      try (Channel channel = connect(server)) {
        return EchoService.ask(channel, 'i', 1);
      } catch (PeerException e) {
        assertThat(e).hasMessageContaining("places are taken");
      }
    }
  }

  @Test
  void drippingClientsLoseTheirPlaces() throws IOException {
    Timeouts hasty =
        new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(300));
    ServerOptions two =
        options().withTimeouts(hasty).withLimits(SessionLimits.DEFAULT.withSessions(2));
    try (InferenceServer server = start(two);
        Socket slow = new Socket("localhost", server.port());
        Socket slower = new Socket("localhost", server.port())) {
      slow.getOutputStream().write(new byte[] {2, 0});
      slower.getOutputStream().write(new byte[] {2, 0, 0, 0, 64, 'i'});
      assertThat(untilServed(server)).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void hostileBytesEndOnlyTheirOwnSession(long seed) throws IOException {
    Random random = new Random(seed);
    try (InferenceServer server = start(options());
        Channel honest = connect(server)) {
      assertThat(EchoService.ask(honest, 'i', 1)).isEqualTo("done");
      for (int trial = 0; trial < 20; trial++) {
        attack(server, hostile(random));
      }
      assertThat(EchoService.askOften(honest, 'i', 3)).containsOnly("done");
      try (Channel later = connect(server)) {
        assertThat(EchoService.ask(later, 'p', 1)).isEqualTo("done");
      }
    }
  }

  private static void attack(InferenceServer server, byte[] bytes) throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }
  }

  /**
   * Noise; a huge length; a frame of another type; a cut frame; a good frame, replayed, then noise.
   */
  private static byte[] hostile(Random random) {
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    return switch (random.nextInt(5)) {
      case 0 -> noise;
      case 1 -> new byte[] {-1, -1, -1, (byte) random.nextInt(256), 64};
      case 2 -> new byte[] {2, 0, 0, 0, (byte) random.nextInt(256), 'i', 1};
      case 3 -> new byte[] {2, 0, 0, 0, 64, 'p'};
      default -> {
        byte[] good = {2, 0, 0, 0, 64, 'i', 1, 2, 0, 0, 0, 64, 'i', 1};
        byte[] all = java.util.Arrays.copyOf(good, good.length + noise.length);
        System.arraycopy(noise, 0, all, good.length, noise.length);
        yield all;
      }
    };
  }

  @Test
  void aFaultOfTheProtocolEndsOnlyItsSession() {
    SessionService faulty =
        (channel, guard, listener) -> {
          if (channel.receive(EchoService.ASK, 2)[0] == 'p') {
            throw new IllegalStateException("a defect");
          }
          channel.send(EchoService.ANSWER, new byte[] {'o', 'k'});
        };
    try (InferenceServer server = TestServers.start(faulty, options());
        Channel unlucky = connect(server);
        Channel lucky = connect(server)) {
      assertThatThrownBy(() -> EchoService.ask(unlucky, 'p', 1)).isInstanceOf(PeerException.class);
      assertThat(EchoService.ask(lucky, 'i', 1)).isEqualTo("ok");
    }
  }

  @Test
  void aRequestUnderWayFinishesWhenTheServerStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    InferenceServer server =
        TestServers.start(
            new EchoService(
                () -> {
                  begun.countDown();
                  await(released);
                }),
            options());
    Channel idle = connect(server);
    Channel busy = connect(server);
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> EchoService.ask(busy, 'i', 1), THREADS);
    await(begun);
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(() -> server.close(Duration.ofSeconds(30)), THREADS);
    assertThatThrownBy(() -> idle.receive(EchoService.ANSWER, 1)).isInstanceOf(PeerException.class);
    assertThatThrownBy(() -> connect(server)).isInstanceOf(PeerException.class);
    assertThat(answer).isNotDone();
    released.countDown();
    closing.get(30, TimeUnit.SECONDS);
    assertThat(answer.handle((text, failure) -> text != null).get(5, TimeUnit.SECONDS)).isTrue();
    idle.close();
    busy.close();
  }

  @Test
  void onceTheServerIsClosedNobodyGetsIn() {
    for (int i = 0; i < 50; i++) {
      InferenceServer server = TestServers.start(new EchoService(() -> {}), options());
      server.close();
      assertThatThrownBy(() -> connect(server)).isInstanceOf(PeerException.class);
    }
  }

  @Test
  void aRequestThatOutlastsTheGraceIsCut() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    InferenceServer server =
        TestServers.start(
            (channel, guard, listener) -> {
              guard.beforeInfer("", 1);
              begun.countDown();
              channel.receive(EchoService.ASK, 2);
            },
            options());
    try (Channel client = connect(server)) {
      await(begun);
      server.close(Duration.ofMillis(50));
      assertThatThrownBy(() -> client.receive(EchoService.ANSWER, 1))
          .isInstanceOf(PeerException.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutTlsAnAddressHasOneQuotaHoweverOftenItConnects() {
    InstantSource still = InstantSource.fixed(Instant.ofEpochSecond(1_000_000));
    ServerOptions three =
        options()
            .withQuotas(
                Quotas.DEFAULT.withPredictions(3, Duration.ofHours(1)),
                new MemoryQuotaLedger(still));
    try (InferenceServer server = start(three);
        Channel first = connect(server);
        Channel second = connect(server)) {
      assertThat(EchoService.ask(first, 'i', 2)).isEqualTo("done");
      assertThat(EchoService.ask(second, 'i', 2))
          .isEqualTo("The quota of 3 predictions every hour is used up; ask again later.");
      assertThat(EchoService.ask(second, 'i', 1)).isEqualTo("done");
      assertThat(EchoService.ask(first, 'i', 1)).contains("is used up");
      assertThat(EchoService.ask(first, 'p', 5)).isEqualTo("done");
    }
  }

  @Test
  void withTlsEveryCertificateHasItsOwnQuota(@TempDir Path folder) {
    TestCertificates.Folders made =
        TestStores.make(folder.resolve("tls"), "localhost", Validity.days(1));
    ServerOptions one =
        options()
            .withTls(TestStores.settings(made.server()))
            .withQuotas(
                Quotas.DEFAULT.withPredictions(1, Duration.ofDays(2)),
                new MemoryQuotaLedger(InstantSource.fixed(Instant.ofEpochSecond(1_000_000))));
    try (InferenceServer server = start(one);
        Channel alice = connect(server, made.clients().get(0));
        Channel bob = connect(server, made.clients().get(1))) {
      assertThat(EchoService.ask(alice, 'i', 1)).isEqualTo("done");
      assertThat(EchoService.ask(alice, 'i', 1)).contains("every 2 days is used up");
      assertThat(EchoService.ask(bob, 'i', 1)).isEqualTo("done");
      try (Channel again = connect(server, made.clients().get(0))) {
        assertThat(EchoService.ask(again, 'i', 1)).contains("is used up");
      }
    }
  }

  @Test
  void workBeyondTheBudgetIsRefusedAndRoomComesBack() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    EchoService service =
        new EchoService(
            () -> {
              begun.countDown();
              await(released);
            });
    ServerOptions small = options().withLimits(SessionLimits.DEFAULT.withWork(4, 4, Duration.ZERO));
    try (InferenceServer server = TestServers.start(service, small);
        Channel first = connect(server);
        Channel second = connect(server)) {
      CompletableFuture<String> large =
          CompletableFuture.supplyAsync(() -> EchoService.ask(first, 'p', 100), THREADS);
      await(begun);
      assertThat(EchoService.ask(second, 'p', 1)).contains("busy with other clients");
      released.countDown();
      assertThat(large.get(30, TimeUnit.SECONDS)).isEqualTo("done");
      String answer = "";
      while (!answer.equals("done")) { // room comes back a moment after the answer
        answer = EchoService.ask(second, 'p', 1);
      }
    }
  }

  @Test
  void metricsAndHealthAreReadableAndTrue() throws Exception {
    ServerOptions shown =
        options()
            .withQuotas(
                Quotas.DEFAULT.withPredictions(3, Duration.ofDays(1)),
                new MemoryQuotaLedger(InstantSource.fixed(Instant.ofEpochSecond(1_000_000))))
            .withMonitoring(new MonitoringOptions("localhost", 0));
    try (InferenceServer server = start(shown);
        Channel client = connect(server)) {
      EchoService.ask(client, 'p', 5);
      EchoService.ask(client, 'i', 3);
      EchoService.ask(client, 'i', 1);
      assertThat(get(server, "/healthz").status()).isEqualTo(200);
      assertThat(get(server, "/readyz").body()).isEqualTo("ready\n");
      List<String> page = get(server, "/metrics").body().lines().toList();
      assertThat(page)
          .contains(
              "linnet_sessions 1.0",
              "linnet_predictions_total 3.0",
              "linnet_prepared_pieces_total 5.0",
              "linnet_material_unspent_pieces 0.0",
              "linnet_bytes_total{direction=\"sent\",phase=\"offline\"} 100.0",
              "linnet_phase_seconds_count{phase=\"online\"} 1",
              "linnet_phase_seconds_sum{phase=\"online\"} 0.25",
              "linnet_phase_seconds_bucket{phase=\"online\",le=\"0.2\"} 0",
              "linnet_phase_seconds_bucket{phase=\"online\",le=\"0.5\"} 1",
              "linnet_refused_total{reason=\"predictions\"} 1.0",
              "linnet_refused_total{reason=\"full\"} 0.0")
          .allMatch(line -> line.matches("# (HELP|TYPE) .+|[a-z_]+(\\{.+})? [0-9.E+-]+"));
    }
  }

  private record Page(int status, String body) {}

  private static Page get(InferenceServer server, String path) throws IOException {
    URI uri = URI.create("http://localhost:" + server.monitoringPort().orElseThrow() + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      return new Page(
          connection.getResponseCode(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aMonitoringPortInUseIsOneSentenceAndLeavesNothingOpen() {
    try (InferenceServer server = start(options())) {
      ServerOptions same =
          options().withMonitoring(new MonitoringOptions("localhost", server.port()));
      assertThatThrownBy(() -> start(same))
          .isInstanceOf(AddressException.class)
          .hasMessageContaining("Health and metrics cannot be shown on localhost:");
    }
  }

  @Test
  void limitsAndQuotasOutOfRangeAreRefused() {
    assertThatThrownBy(() -> SessionLimits.DEFAULT.withSessions(0))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Quotas.DEFAULT.withPredictions(0, Duration.ofDays(1)))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Quotas.DEFAULT.withPredictions(1, Duration.ZERO))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new MonitoringOptions("localhost", -1))
        .isInstanceOf(InputException.class);
  }
}
