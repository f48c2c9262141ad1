// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import linnet.crypto.TracingChannel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.lattice.LatticeCache;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.inference.clear.FixedPointImages;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.plan.IntegerWeights;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.Step;
import linnet.inference.testing.ByteStatistics;
import linnet.inference.testing.RandomModels;
import linnet.network.Shape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What each party sees looks like noise, and like the same noise whatever the other party's secret.
 * Statistics do not prove privacy; they catch a mask that was forgotten.
 */
class ViewTest {
  private static final Shape SHAPE = new Shape(1, 8, 8);
  private static final int BATCH = 8;
  private static final PrivateProgram PROGRAM = constant(1);
  private static final PrivateProgram OTHER_WEIGHTS = constant(-1);
  private static final float[][] DARK = images(-1.5f);
  private static final float[][] BRIGHT = images(1.5f);

  /** Public by nature, or curve points, whose first byte is 2 or 3. */
  private static final Set<String> NOT_UNIFORM =
      Set.of(
          "greeting", "plan", "request", "verdict", "base transfer point", "base transfer choices");

  private static View dark;
  private static View bright;
  private static View otherWeights;

  /**
   * One session.
   *
   * @param toServer bytes by type of message
   * @param toClient bytes by type of message
   * @param shares of the client, at all boundaries
   * @param offline messages before the inference, both ways
   * @param result what the client learned
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record View(
      Map<String, byte[]> toServer,
      Map<String, byte[]> toClient,
      byte[] shares,
      List<TracingChannel.Message> offline,
      PrivateResult result) {}

  @BeforeAll
  static void runSessions() {
    dark = session(PROGRAM, DARK, 1);
    bright = session(PROGRAM, BRIGHT, 2);
    otherWeights = session(OTHER_WEIGHTS, DARK, 3);
  }

  /**
   * A network whose classifier has no weights, so that its logits tell nothing of all others; the
   * sign changes those without changing the plan.
   */
  private static PrivateProgram constant(int sign) {
    PrivateProgram program =
        Compiler.compile(
            RandomModels.builtIn("resnet18", SHAPE, 4, 0.5, 3),
            RandomModels.images(SHAPE, 4, 1),
            CompilerOptions.defaults());
    Map<String, IntegerWeights> weights = new LinkedHashMap<>();
    for (Step step : program.plan().steps()) {
      if (step instanceof Step.Convolution c) {
        int factor = c.name().equals(last(program)) ? 0 : sign;
        IntegerWeights own = program.weights(c);
        long[] changed = Arrays.stream(own.weight()).map(w -> w * factor).toArray();
        weights.put(c.name(), new IntegerWeights(changed, own.bias()));
      }
    }
    return new PrivateProgram(program.plan(), weights);
  }

  private static String last(PrivateProgram program) {
    String last = "";
    for (Step step : program.plan().steps()) {
      last = step instanceof Step.Convolution c ? c.name() : last;
    }
    return last;
  }

  private static float[][] images(float pixel) {
    float[][] images = new float[BATCH][SHAPE.units()];
    for (float[] image : images) {
      Arrays.fill(image, pixel);
    }
    return images;
  }

  private static View session(PrivateProgram program, float[][] images, long seed) {
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    ServerInference server = server(program, seed);
    Thread.ofPlatform()
        .start(() -> server.serve(pair.server(), SessionGuard.OPEN, SessionListener.NONE));
    TracingChannel traced = new TracingChannel(pair.client());
    ByteArrayOutputStream shares = new ByteArrayOutputStream();
    try (ClientInference client =
        ClientInference.open(
            traced,
            settings(seed),
            (boundary, share) -> shares.writeBytes(LittleEndian.bytes(share.values())))) {
      client.prepare(BATCH);
      List<TracingChannel.Message> offline = traced.messages();
      PrivateResult result = client.infer(images);
      List<TracingChannel.Message> all = traced.messages();
      return new View(byType(all, true), byType(all, false), shares.toByteArray(), offline, result);
    }
  }

  private static ServerInference server(PrivateProgram program, long seed) {
    return new ServerInference(
        program,
        ServerSettings.of(new MemoryMaterialStore(1L << 28), LatticeCache.inMemory(1L << 28))
            .withLimits(BATCH, BATCH)
            .withEntropy(new InsecureFixedEntropy(seed)));
  }

  private static ClientSettings settings(long seed) {
    return ClientSettings.defaults()
        .withStore(new MemoryMaterialStore(1L << 28), "ab".repeat(16))
        .withEntropy(new InsecureFixedEntropy(100 + seed));
  }

  private static Map<String, byte[]> byType(List<TracingChannel.Message> all, boolean sent) {
    Map<String, ByteArrayOutputStream> bytes = new TreeMap<>();
    for (TracingChannel.Message message : all) {
      if (message.sent() == sent && !NOT_UNIFORM.contains(message.type().name())) {
        bytes
            .computeIfAbsent(message.type().name(), name -> new ByteArrayOutputStream())
            .writeBytes(message.payload());
      }
    }
    Map<String, byte[]> result = new HashMap<>();
    bytes.forEach((name, stream) -> result.put(name, stream.toByteArray()));
    return result;
  }

  /** Types of messages whose bytes a chi-square test of 256 cells can judge. */
  private static Set<String> judged(Map<String, byte[]> view) {
    Set<String> names = new TreeSet<>();
    view.forEach(
        (name, bytes) -> {
          if (bytes.length >= 5 * 256) {
            names.add(name);
          }
        });
    return names;
  }

  private static byte[] bytes(Map<String, byte[]> view, String name) {
    return Objects.requireNonNull(view.get(name));
  }

  private static void looksUniform(Map<String, byte[]> view) {
    for (String name : judged(view)) {
      byte[] bytes = bytes(view, name);
      assertThat(ByteStatistics.uniformity(bytes))
          .as("%s, %d bytes", name, bytes.length)
          .isLessThan(ByteStatistics.LIMIT);
    }
  }

  private static void looksTheSame(Map<String, byte[]> one, Map<String, byte[]> other) {
    assertThat(judged(one)).isEqualTo(judged(other));
    for (String name : judged(one)) {
      assertThat(bytes(other, name)).as(name).hasSameSizeAs(bytes(one, name));
      assertThat(ByteStatistics.difference(bytes(one, name), bytes(other, name)))
          .as(name)
          .isLessThan(ByteStatistics.LIMIT);
    }
  }

  @Test
  void whatTheServerSeesLooksUniform() {
    assertThat(judged(dark.toServer())).hasSizeGreaterThanOrEqualTo(6).contains("masked image");
    looksUniform(dark.toServer());
  }

  @Test
  void whatTheClientSeesLooksUniform() {
    assertThat(judged(dark.toClient())).hasSizeGreaterThanOrEqualTo(3);
    looksUniform(dark.toClient());
  }

  @Test
  void theClientsSharesOfAllBoundariesLookUniform() {
    assertThat(dark.shares()).hasSizeGreaterThan(10_000);
    assertThat(ByteStatistics.uniformity(dark.shares())).isLessThan(ByteStatistics.LIMIT);
  }

  @Test
  void darkAndBrightImagesLookTheSameToTheServer() {
    looksTheSame(dark.toServer(), bright.toServer());
  }

  @Test
  void whatIsSentOfflineDoesNotEvenDependOnTheImages() {
    List<TracingChannel.Message> again = sent(session(PROGRAM, BRIGHT, 1).offline());
    List<TracingChannel.Message> before = sent(dark.offline());
    assertThat(again).hasSameSizeAs(before).hasSizeGreaterThan(20);
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < again.size(); i++) {
      if (!Arrays.equals(again.get(i).payload(), before.get(i).payload())) {
        differing.add(again.get(i).type().name());
      }
    }
    assertThat(differing).isEmpty();
  }

  private static List<TracingChannel.Message> sent(List<TracingChannel.Message> messages) {
    return messages.stream().filter(TracingChannel.Message::sent).toList();
  }

  @Test
  void weightsWithEqualAnswersLookTheSameToTheClient() {
    assertThat(otherWeights.result().logits()).isDeepEqualTo(dark.result().logits());
    looksTheSame(dark.toClient(), otherWeights.toClient());
    assertThat(ByteStatistics.difference(dark.shares(), otherWeights.shares()))
        .isLessThan(ByteStatistics.LIMIT);
  }

  @Test
  void anImageWithoutItsMaskWouldBeSeen() {
    long[][] bare = FixedPointImages.encode(PROGRAM.plan(), RandomModels.images(SHAPE, BATCH, 1));
    byte[] bytes = LittleEndian.bytes(Arrays.stream(bare).flatMapToLong(Arrays::stream).toArray());
    assertThat(ByteStatistics.uniformity(bytes)).isGreaterThan(10 * ByteStatistics.LIMIT);
    assertThat(ByteStatistics.difference(bytes, bytes(dark.toServer(), "masked image")))
        .isGreaterThan(ByteStatistics.LIMIT);
  }
}
