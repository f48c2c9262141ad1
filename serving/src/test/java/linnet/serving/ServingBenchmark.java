// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import linnet.crypto.channel.Timeouts;
import linnet.inference.clear.ClearResult;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.client.InferenceClient;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.CalibrationFacts;
import linnet.inference.plan.FixedPoint;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.Step;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PrivateResult;
import linnet.inference.testing.RandomModels;
import linnet.inference.testing.TwoParty;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;

/**
 * Prints what a private prediction costs over loopback TCP, both parties in this process; run by
 * name only: {@code mvn -pl serving -am test -Dtest=ServingBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ServingBenchmark {
  private static final Shape SHAPE = new Shape(1, 28, 28);
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(60));

  @Test
  void resnet18OfWidth16WithTenPercentRandomMasks() {
    float[][] calibration = RandomModels.images(SHAPE, 16, 1);
    long start = System.nanoTime();
    PrivateProgram program =
        Compiler.compile(
            RandomModels.builtIn("resnet18", SHAPE, 16, 0.1, 1),
            calibration,
            CompilerOptions.defaults());
    System.out.printf("%s; compiled in %.0f ms%n", program.plan(), millis(start));
    System.out.println(program.plan().calibration());
    for (int bits : new int[] {8, 10, 12, 13}) {
      precision(program.plan().network(), bits, calibration);
    }
    ServerOptions options = ServerOptions.withDealer(0, TwoParty.ACCESS).withTimeouts(TIMEOUTS);
    ClientSettings settings = ClientSettings.defaults().withDealer(TwoParty.ACCESS);
    try (InferenceServer server = InferenceServer.start(program, options);
        InferenceClient client =
            InferenceClient.connect("localhost", server.port(), TIMEOUTS, settings)) {
      for (int batch : new int[] {1, 1, 1, 1, 1, 8, 8, 8, 32, 32}) {
        measure(program, client, batch);
      }
    }
  }

  private static void precision(String network, int bits, float[][] calibration) {
    PrivateProgram program =
        Compiler.compile(
            RandomModels.builtIn(network, SHAPE, 16, 0.1, 1),
            calibration,
            CompilerOptions.defaults().withScales(new FixedPoint(bits, bits)));
    double largest = 0;
    for (double[] logits : new FixedPointExecutor(program).run(calibration).values()) {
      largest = Math.max(largest, Arrays.stream(logits).map(Math::abs).max().orElse(0));
    }
    CalibrationFacts facts = program.plan().calibration();
    System.out.printf(
        "f = g = %d: largest logit %.1f, error against float %.4f (%.5f of it), tolerance %d ulps, failure 2^%.1f, widths %s%n",
        bits,
        largest,
        facts.maxLogitError(),
        facts.maxLogitError() / largest,
        facts.toleranceUlps(),
        Math.log(facts.failureProbability()) / Math.log(2),
        program.plan().boundaries().stream().map(Step.Boundary::width).toList());
  }

  private static void measure(PrivateProgram program, InferenceClient client, int batch) {
    float[][] images = RandomModels.images(SHAPE, batch, 9);
    long start = System.nanoTime();
    ClearResult clear = new FixedPointExecutor(program).run(images);
    double clearMillis = millis(start);
    PrivateResult result = client.infer(images);
    PredictionStatistics s = result.statistics();
    long distance = Logits.distance(clear.logits(), result.logits());
    System.out.printf(
        "batch %d, per prediction: offline %.1f ms (correlations %.1f) %,d bytes; online %.1f ms %,d bytes, %d rounds; compared %,d; clear %.1f ms; distance %.1f of %d ulps; dealer: %s%n",
        batch,
        s.offline().millis() / batch,
        s.correlations().millis() / batch,
        s.offline().bytes() / batch,
        s.online().millis() / batch,
        s.online().bytes() / batch,
        s.online().rounds(),
        s.comparedUnits() / batch,
        clearMillis / batch,
        Math.scalb((double) distance, 12 - result.bits()),
        program.plan().calibration().toleranceUlps(),
        s.dealer());
    assertThat(distance).isLessThanOrEqualTo(program.plan().logitTolerance());
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
