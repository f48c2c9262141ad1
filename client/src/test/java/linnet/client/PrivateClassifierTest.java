// SPDX-License-Identifier: Apache-2.0
package linnet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import javax.imageio.ImageIO;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.ProtocolException;
import linnet.crypto.lattice.LatticeCache;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.protocol.Disclosure;
import linnet.inference.protocol.ProtocolParameters;
import linnet.inference.protocol.ServerInference;
import linnet.inference.protocol.ServerSettings;
import linnet.inference.protocol.SessionGuard;
import linnet.inference.protocol.SessionListener;
import linnet.inference.testing.RandomModels;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.images.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The library against a server with encrypted linear layers. */
@Timeout(120)
class PrivateClassifierTest {
  private static final Model MODEL = RandomModels.tiny(2, 0.5);
  private static final float[][] IMAGES = RandomModels.images(MODEL.network().input(), 5, 5);
  private static final PrivateProgram PROGRAM =
      Compiler.compile(MODEL, IMAGES, CompilerOptions.defaults());

  private static <T> T with(Disclosure disclosure, Function<PrivateClassifier, T> use) {
    try (PrivateClassifier classifier =
        PrivateClassifier.over(server(disclosure), ClientOptions.defaults())) {
      return use.apply(classifier);
    }
  }

  /** The client's end of a line to a server that takes two images at once. */
  private static Channel server(Disclosure disclosure) {
    ServerSettings settings =
        ServerSettings.of(new MemoryMaterialStore(1L << 26), LatticeCache.inMemory(1L << 26))
            .with(ProtocolParameters.DEFAULT.with(disclosure))
            .withLimits(2, 4);
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    ServerInference server = new ServerInference(PROGRAM, settings);
    Thread.ofPlatform().start(() -> serve(server, pair.server()));
    return pair.client();
  }

  private static void serve(ServerInference server, Channel channel) {
    try (channel) {
      server.serve(channel, SessionGuard.OPEN, SessionListener.NONE);
    } catch (ProtocolException e) {
      // What the client hears is what a test looks at.
    }
  }

  @Test
  void theServerIsDescribed() {
    ServedModel model = with(Disclosure.LOGITS, PrivateClassifier::describe);
    assertThat(model.network()).isEqualTo("tiny");
    assertThat(model.digest()).isEqualTo(PROGRAM.plan().digest());
    assertThat(model.input()).isEqualTo(MODEL.network().input());
    assertThat(model.classNames()).hasSize(4);
    assertThat(model.keptUnits()).isEqualTo(PROGRAM.plan().keptUnits()).isPositive();
    assertThat(model.logits()).isTrue();
    assertThat(model.dealer()).isFalse();
    assertThat(model.maxBatch()).isEqualTo(2);
  }

  @Test
  void answersAreThoseOfTheClearExecutor() {
    List<Classification> answers = with(Disclosure.LOGITS, c -> c.classify(IMAGES));
    int[] clear = new FixedPointExecutor(PROGRAM).run(IMAGES).classes();
    assertThat(answers.stream().mapToInt(Classification::classIndex)).containsExactly(box(clear));
    for (Classification answer : answers) {
      assertThat(answer.className())
          .isEqualTo(PROGRAM.plan().classNames().get(answer.classIndex()));
      assertThat(answer.logits()).hasSize(4);
      assertThat(answer.probability().orElseThrow()).isBetween(0.25, 1.0);
    }
  }

  private static Integer[] box(int[] values) {
    return java.util.Arrays.stream(values).boxed().toArray(Integer[]::new);
  }

  @Test
  void whatIsPreparedIsUsed() {
    with(
        Disclosure.LOGITS,
        classifier -> {
          assertThat(classifier.prepare(3)).isEqualTo(3);
          assertThat(classifier.prepare(2)).isEqualTo(3);
          assertThat(classifier.classify(IMAGES)).hasSize(5);
          return classifier.prepare(1);
        });
  }

  @Test
  void filesAndImagesInMemoryGiveTheSameAnswers(@TempDir Path folder) throws IOException {
    byte[] pixels = new byte[MODEL.network().input().units()];
    new Random(3).nextBytes(pixels);
    Path file = folder.resolve("image.png");
    ImageFile.writePng(file, MODEL.network().input(), pixels);
    BufferedImage image = ImageIO.read(file.toFile());
    with(
        Disclosure.LOGITS,
        classifier -> {
          Classification ofFile = classifier.classify(file).getFirst();
          Classification inMemory = classifier.classify(image).getFirst();
          double tolerance =
              Math.scalb((double) PROGRAM.plan().logitTolerance(), -PROGRAM.plan().logitBits());
          for (int i = 0; i < 4; i++) {
            assertThat(inMemory.logits().get(i))
                .isCloseTo(ofFile.logits().get(i), within(2 * tolerance));
          }
          return true;
        });
  }

  @Test
  void whereOnlyTheClassIsDisclosedThereIsNoProbability() {
    List<Classification> answers = with(Disclosure.CLASS, c -> c.classify(IMAGES));
    assertThat(answers).hasSize(5).allMatch(answer -> answer.logits().isEmpty());
    assertThat(answers).allMatch(answer -> answer.probability().isEmpty());
  }

  @Test
  void anotherPlanThanTheExpectedOneIsRefused() {
    ClientOptions options = ClientOptions.defaults().withExpectedDigest("ab".repeat(32));
    assertThatThrownBy(() -> PrivateClassifier.over(server(Disclosure.LOGITS), options))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("expects the plan");
  }

  @Test
  void nobodyThereAndUnusableImagesAreOneSentence() {
    assertThatThrownBy(() -> PrivateClassifier.connect("localhost", 1, ClientOptions.defaults()))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("localhost:1");
    with(
        Disclosure.LOGITS,
        classifier -> {
          assertThatThrownBy(() -> classifier.classify(Path.of("no-such-image.png")))
              .isInstanceOf(InputException.class)
              .hasMessageContaining("no-such-image.png");
          assertThatThrownBy(() -> classifier.classify(new float[1][3]))
              .isInstanceOf(InputException.class);
          return true;
        });
  }
}
