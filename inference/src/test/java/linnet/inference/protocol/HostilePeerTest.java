// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.VanishingChannel;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.PeerException;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.material.PieceId;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.testing.RandomModels;
import linnet.inference.testing.TwoParty;
import linnet.network.InputException;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePeerTest {
  private static final Shape SHAPE = new Shape(1, 8, 8);
  private static final float[][] IMAGES = RandomModels.images(SHAPE, 1, 5);
  private static final PrivateProgram PROGRAM =
      Compiler.compile(
          RandomModels.builtIn("resnet18", SHAPE, 2, 0.2, 3), IMAGES, CompilerOptions.defaults());

  private static PrivateResult inferOver(Channel channel) {
    return inferOver(channel, TwoParty.clientSettings());
  }

  private static PrivateResult inferOver(Channel channel, ClientSettings settings) {
    try (ClientInference client = ClientInference.open(channel, settings)) {
      client.prepare(1);
      return client.infer(IMAGES);
    }
  }

  private static Throwable serverFailure(Consumer<Channel> client) {
    TwoParty.Outcome<Boolean> outcome =
        TwoParty.run(
            PROGRAM,
            channel -> {
              client.accept(channel);
              return true;
            });
    if (!(outcome.clientFailure() instanceof PeerException)) { // the server may hang up mid-message
      assertThat(outcome.clientFailure()).isNull();
    }
    return java.util.Objects.requireNonNull(outcome.serverFailure());
  }

  @Test
  void aWrongPlanIsTheSameSentenceAtBothEnds() {
    TwoParty.Outcome<PrivateResult> outcome =
        TwoParty.run(
            PROGRAM,
            channel ->
                inferOver(channel, TwoParty.clientSettings().withExpectedDigest("ab".repeat(32))));
    assertThat(outcome.clientFailure())
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("expects the plan abababababababab")
        .hasMessageContaining(PROGRAM.plan().digest().substring(0, 16));
    assertThat(outcome.serverFailure())
        .isInstanceOf(MismatchException.class)
        .hasMessage(java.util.Objects.requireNonNull(outcome.clientFailure()).getMessage());
  }

  @Test
  void aClientThatAcceptsNoDealerEndsTheSessionAtBothEnds() {
    TwoParty.Outcome<PrivateResult> outcome =
        TwoParty.run(PROGRAM, channel -> inferOver(channel, ClientSettings.defaults()));
    assertThat(outcome.clientFailure())
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("insecure trusted dealer");
    assertThat(outcome.serverFailure()).isInstanceOf(MismatchException.class);
  }

  @Test
  void anotherProtocolVersionIsNamedAtBothEnds() {
    Throwable failure =
        serverFailure(
            channel -> {
              Greeting ours = greeting();
              new Greeting(1, 64, 128, 0, 0, true, "", ours.clientName(), "").send(channel);
              Greeting server = Greeting.receive(channel);
              assertThat(server.version()).isEqualTo(3);
            });
    assertThat(failure)
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("protocol version is 3, but the client's is 1");
  }

  @Test
  void otherRingsAndSecurityParametersDoNotMatch() {
    Greeting own = Greeting.server(4, 4, ProtocolParameters.DEFAULT, "");
    String name = "ab".repeat(16);
    Greeting ring = new Greeting(Greeting.VERSION, 32, 128, 0, 0, true, "", name, "");
    assertThatThrownBy(() -> Greeting.requireAgreement(own, ring))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("ring width");
    Greeting labels = new Greeting(Greeting.VERSION, 64, 80, 0, 0, true, "", name, "");
    assertThatThrownBy(() -> Greeting.requireAgreement(own, labels))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("security parameter");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 6, 9, 15, 25, 40, 60, 80, 100})
  void aServerThatVanishesIsOneSentenceToTheClient(int messages) {
    TwoParty.Outcome<PrivateResult> outcome =
        TwoParty.run(
            PROGRAM, HostilePeerTest::inferOver, line -> new VanishingChannel(line, messages));
    assertThat(outcome.clientFailure()).isInstanceOf(PeerException.class);
    assertThat(outcome.clientFailure().getMessage()).contains("the server").doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 6, 9, 15, 25, 40, 60, 80, 100})
  void aClientThatVanishesIsOneSentenceToTheServer(int messages) {
    TwoParty.Outcome<PrivateResult> outcome =
        TwoParty.run(PROGRAM, channel -> inferOver(new VanishingChannel(channel, messages)));
    assertThat(outcome.serverFailure()).isInstanceOf(PeerException.class);
    assertThat(outcome.serverFailure().getMessage()).contains("the client").doesNotContain("\n");
  }

  @Test
  void aGreetingWithoutTheMagicIsRefused() {
    Throwable failure =
        serverFailure(channel -> channel.send(MessageTypes.GREETING, new byte[Greeting.BYTES]));
    assertThat(failure)
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("does not speak Linnet's protocol");
  }

  @Test
  void aMessageOutOfOrderIsRefused() {
    Throwable failure =
        serverFailure(channel -> channel.send(new MessageType(71, "logits"), new byte[8]));
    assertThat(failure).isInstanceOf(PeerException.class);
  }

  @Test
  void aPieceThatWasNeverMadeIsMissingAndTheSessionGoesOn() {
    Throwable failure =
        serverFailure(
            channel -> {
              openSession(channel);
              for (int i = 0; i < 3; i++) {
                new Request.Infer(List.of(new PieceId(i, 7))).send(channel);
                channel.send(MessageTypes.MASKED_IMAGE, new byte[8 * SHAPE.units()]);
                assertThat(Verdict.receive(channel)).isEqualTo(new Verdict.Missing(List.of(0)));
              }
            });
    assertThat(failure).isInstanceOf(PeerException.class).hasMessageContaining("closed");
  }

  @Test
  void aPieceServesOnceHoweverOftenItIsNamed() {
    ClientSettings settings = TwoParty.clientSettings();
    TwoParty.Outcome<PrivateResult> outcome =
        TwoParty.run(
            PROGRAM,
            channel -> {
              ClientInference client = ClientInference.open(channel, settings);
              client.prepare(1);
              PieceId piece = settings.store().available(client.pool(), 1).getFirst();
              PrivateResult result = client.infer(IMAGES);
              new Request.Infer(List.of(piece)).send(channel);
              channel.send(MessageTypes.MASKED_IMAGE, new byte[8 * SHAPE.units()]);
              assertThat(Verdict.receive(channel)).isEqualTo(new Verdict.Missing(List.of(0)));
              client.close();
              return result;
            });
    assertThat(outcome.get().classes()).hasSize(1);
  }

  @Test
  void onePieceNamedTwiceInOneRequestIsMissingOnce() {
    ClientSettings settings = TwoParty.clientSettings();
    TwoParty.run(
            PROGRAM,
            channel -> {
              ClientInference client = ClientInference.open(channel, settings);
              client.prepare(1);
              PieceId piece = settings.store().available(client.pool(), 1).getFirst();
              new Request.Infer(List.of(piece, piece)).send(channel);
              channel.send(MessageTypes.MASKED_IMAGE, new byte[2 * 8 * SHAPE.units()]);
              assertThat(Verdict.receive(channel)).isEqualTo(new Verdict.Missing(List.of(1)));
              client.close();
              return true;
            })
        .get();
  }

  @Test
  void aGuardsRefusalIsTheSentenceThatTheClientHears() {
    SessionGuard strict =
        new SessionGuard() {
          @Override
          public void beforePrepare(String client, int pieces) {
            throw new RefusedException("Not more than 0 pieces for " + client + "; ask later.");
          }

          @Override
          public void beforeInfer(String client, int images) {
            throw new RefusedException("No more today.");
          }
        };
    linnet.crypto.channel.InMemoryChannel.Pair pair = linnet.crypto.channel.InMemoryChannel.pair();
    ServerInference server = new ServerInference(PROGRAM, TwoParty.serverSettings(4));
    Thread serving =
        Thread.startVirtualThread(() -> server.serve(pair.server(), strict, SessionListener.NONE));
    try (ClientInference client = ClientInference.open(pair.client(), TwoParty.clientSettings())) {
      assertThatThrownBy(() -> client.prepare(1))
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "Not more than 0 pieces for anonymous client " + "ab".repeat(16) + "; ask later.");
    }
    assertThat(serving).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 5, Integer.MAX_VALUE})
  void aRequestForTooManyImagesTakesNoMemory(int batch) {
    Throwable failure =
        serverFailure(
            channel -> {
              openSession(channel);
              new Request.Prepare(batch).send(channel);
            });
    assertThat(failure)
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("between 1 and 4 are served");
  }

  @Test
  void aRequestThatDoesNotExistIsRefused() {
    Throwable failure =
        serverFailure(
            channel -> {
              openSession(channel);
              channel.send(MessageTypes.REQUEST, new byte[] {9, 0, 0, 0, 0});
            });
    assertThat(failure).isInstanceOf(PeerException.class).hasMessageContaining("does not exist");
  }

  @Test
  void aServerWithAHostilePlanIsOneSentenceToTheClient() {
    byte[] plan = "{\"version\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String digest = linnet.inference.plan.PlanFormat.digest(plan);
    linnet.crypto.channel.InMemoryChannel.Pair pair = linnet.crypto.channel.InMemoryChannel.pair();
    Greeting.server(4, 4, ProtocolParameters.DEFAULT, digest).send(pair.server());
    pair.server().send(MessageTypes.PLAN, plan);
    assertThatThrownBy(() -> inferOver(pair.client()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The plan of the server is not usable");
  }

  @Test
  void aPlanThatIsNotTheAnnouncedOneIsRefused() {
    linnet.crypto.channel.InMemoryChannel.Pair pair = linnet.crypto.channel.InMemoryChannel.pair();
    Greeting.server(4, 4, ProtocolParameters.DEFAULT, "cd".repeat(32)).send(pair.server());
    pair.server().send(MessageTypes.PLAN, linnet.inference.plan.PlanFormat.write(PROGRAM.plan()));
    assertThatThrownBy(() -> inferOver(pair.client()))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("not the one it announced");
  }

  @Test
  void digestsInSettingsMustBeDigests() {
    assertThatThrownBy(() -> ClientSettings.defaults().withExpectedDigest("latest"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("64 hexadecimal digits");
  }

  private static Greeting greeting() {
    return Greeting.client(true, "", "ab".repeat(16));
  }

  private static void openSession(Channel channel) {
    Handshake.connect(channel, greeting());
  }
}
