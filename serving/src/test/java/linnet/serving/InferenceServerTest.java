// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import linnet.crypto.channel.AddressException;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.garbling.ReluForm;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.client.InferenceClient;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PreparationProgress;
import linnet.inference.protocol.PrivateResult;
import linnet.inference.protocol.ServerSettings;
import linnet.inference.testing.RandomModels;
import linnet.inference.testing.TwoParty;
import linnet.network.InputException;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferenceServerTest {
  private static final Shape SHAPE = new Shape(1, 8, 8);
  private static final float[][] IMAGES = RandomModels.images(SHAPE, 5, 5);
  private static final PrivateProgram EXACT = program(1);
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20));

  private static PrivateProgram program(double kept) {
    return Compiler.compile(
        RandomModels.builtIn("resnet18", SHAPE, 2, kept, 3), IMAGES, CompilerOptions.defaults());
  }

  private static ServerOptions options() {
    ServerSettings settings = TwoParty.serverSettings(64);
    return ServerOptions.withDealer(0, TwoParty.ACCESS)
        .withTimeouts(TIMEOUTS)
        .withSettings(settings.with(settings.parameters().with(ReluForm.FULL)));
  }

  private static InferenceClient connect(InferenceServer server) {
    ClientSettings settings = ClientSettings.defaults().withDealer(TwoParty.ACCESS);
    return InferenceClient.connect("localhost", server.port(), TIMEOUTS, settings);
  }

  @Test
  void overTcpTheLogitsEqualTheClearExecutorsBitForBit() {
    List<PredictionStatistics> seen = Collections.synchronizedList(new ArrayList<>());
    try (InferenceServer server = InferenceServer.start(EXACT, options().withAfterEach(seen::add));
        InferenceClient client = connect(server)) {
      PrivateResult result = client.infer(IMAGES);
      assertThat(result.logits()).isDeepEqualTo(new FixedPointExecutor(EXACT).run(IMAGES).logits());
      assertThat(result.classes()).hasSize(5);
      assertThat(result.statistics().batch()).isEqualTo(5);
      assertThat(client.usesDealer()).isTrue();
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void moreImagesThanTheServerTakesAtOnceAreCut() {
    PrivateProgram program = program(0.2);
    ServerOptions two = options().withSettings(TwoParty.serverSettings(2));
    try (InferenceServer server = InferenceServer.start(program, two);
        InferenceClient client = connect(server)) {
      assertThat(client.maxBatch()).isEqualTo(2);
      PrivateResult result = client.infer(IMAGES);
      long[][] clear = new FixedPointExecutor(program).run(IMAGES).logits();
      assertThat(Logits.distance(clear, result.logits()))
          .isLessThanOrEqualTo(program.plan().logitTolerance());
      assertThat(result.statistics().batch()).isEqualTo(5);
      assertThat(result.statistics().comparedUnits()).isEqualTo(5L * program.plan().keptUnits());
    }
  }

  @Test
  void severalClientsAreServedAtOnce() throws Exception {
    long[][] clear = new FixedPointExecutor(EXACT).run(IMAGES).logits();
    try (InferenceServer server = InferenceServer.start(EXACT, options())) {
      List<CompletableFuture<long[][]>> clients = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        clients.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try (InferenceClient client = connect(server)) {
                    return client.infer(IMAGES).logits();
                  }
                }));
      }
      for (CompletableFuture<long[][]> client : clients) {
        assertThat(client.get(50, TimeUnit.SECONDS)).isDeepEqualTo(clear);
      }
    }
  }

  @Test
  void clientsThatMisbehaveOrVanishEndOnlyTheirOwnSessions() throws IOException {
    try (InferenceServer server = InferenceServer.start(EXACT, options());
        InferenceClient good = connect(server)) {
      Random random = new Random(1);
      for (int trial = 0; trial < 8; trial++) {
        try (Socket socket = new Socket("localhost", server.port())) {
          byte[] noise = new byte[random.nextInt(200)];
          random.nextBytes(noise);
          OutputStream out = socket.getOutputStream();
          out.write(noise);
        }
      }
      try (InferenceClient vanishing = connect(server)) {
        vanishing.prepareUntil(1, PreparationProgress.NONE);
      }
      assertThat(good.infer(IMAGES).logits())
          .isDeepEqualTo(new FixedPointExecutor(EXACT).run(IMAGES).logits());
    }
  }

  @Test
  void aPortInUseIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("localhost"))) {
      ServerOptions same = ServerOptions.withDealer(taken.getLocalPort(), TwoParty.ACCESS);
      assertThatThrownBy(() -> InferenceServer.start(EXACT, same))
          .isInstanceOf(AddressException.class)
          .hasMessageContaining("localhost:" + taken.getLocalPort())
          .hasMessageContaining("in use");
    }
  }

  @Test
  void noServerIsOneSentenceThatNamesTheAddress() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    ClientSettings settings = ClientSettings.defaults().withDealer(TwoParty.ACCESS);
    assertThatThrownBy(() -> InferenceClient.connect("localhost", free, TIMEOUTS, settings))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("localhost:" + free);
  }

  @Test
  void aServerThatClosesIsOneSentenceToItsClient() {
    InferenceServer server = InferenceServer.start(EXACT, options());
    try (InferenceClient client = connect(server)) {
      client.prepareUntil(1, PreparationProgress.NONE);
      server.close(Duration.ofMillis(50));
      assertThatThrownBy(() -> client.infer(IMAGES))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("localhost:" + server.port());
    }
  }

  @Test
  void aPinnedPlanIsCheckedOverTcpToo() {
    try (InferenceServer server = InferenceServer.start(EXACT, options())) {
      ClientSettings other =
          ClientSettings.defaults()
              .withDealer(TwoParty.ACCESS)
              .withExpectedDigest(program(0.5).plan().digest());
      assertThatThrownBy(() -> InferenceClient.connect("localhost", server.port(), TIMEOUTS, other))
          .isInstanceOf(MismatchException.class)
          .hasMessageContaining("use the same bundle on both sides");
    }
  }

  @Test
  void imagesThatDoNotFitAreRefusedBeforeAnythingIsSpent() {
    try (InferenceServer server = InferenceServer.start(EXACT, options());
        InferenceClient client = connect(server)) {
      assertThatThrownBy(() -> client.infer(new float[1][3]))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("[1, 8, 8]");
      assertThatThrownBy(() -> client.infer(new float[0][]))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("at least one");
      assertThat(client.infer(IMAGES).classes()).hasSize(5);
    }
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> ServerOptions.withDealer(70_000, TwoParty.ACCESS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("70000");
    assertThatThrownBy(() -> TwoParty.serverSettings(0)).isInstanceOf(InputException.class);
  }
}
