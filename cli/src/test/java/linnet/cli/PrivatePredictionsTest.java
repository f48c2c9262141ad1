// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import linnet.network.Shape;
import linnet.network.images.ImageFile;
import linnet.report.PrivateInferenceResult;
import linnet.report.RunDirectory;
import linnet.training.data.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server and client as processes of their own. */
class PrivatePredictionsTest {
  @TempDir private Path folder;

  @Test
  void anAllReluNetworksPredictionsEqualTheFixedPointExecutorsBitForBit() {
    RunDirectory run = TinyRun.in(folder);
    DataSet data = TinyRun.SETTINGS.source().open();
    Console console = new Console(System.out, System.err, false);
    console.configure(false, true, false);

    PrivateInferenceResult result =
        new PrivateTrial(run, RunDirectory.TEACHER, console)
            .of(DataSource.sample(data.test(), 3), data);

    assertThat(result.predictions()).isEqualTo(3);
    assertThat(result.mismatches()).isZero();
    assertThat(result.toleranceUlps()).isZero();
    assertThat(result.sameClass()).isEqualTo(3);
    assertThat(result.comparedUnits()).isEqualTo(run.bundle(RunDirectory.TEACHER).model().relus());
    assertThat(result.offlineBytes()).isGreaterThan(result.onlineBytes());
    assertThat(result.dealer()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 60_000, 3_000_000})
  void aServerThatVanishesInMidProtocolIsOneSentence(int bytes) throws IOException {
    RunDirectory run = TinyRun.in(folder);
    Path image = folder.resolve("image.png");
    ImageFile.writePng(image, new Shape(1, 28, 28), new byte[28 * 28]);
    try (ChildLinnet server = ChildLinnet.start(serve(run));
        CuttingProxy proxy =
            CuttingProxy.to(server.document(Serve.Serving.class).address(), bytes)) {
      CommandRun cut = CommandRun.of("infer", "--server", proxy.address(), image.toString());

      assertThat(cut.code()).isEqualTo(ExitCode.PEER.code());
      assertThat(cut.failures()).hasSize(1);
      assertThat(cut.err()).doesNotContain("\tat ");
    }
  }

  @Test
  void aClientInsistsOnItsPlanAndTheServerLivesOn() {
    RunDirectory run = TinyRun.in(folder);
    Path image = folder.resolve("image.png");
    ImageFile.writePng(image, new Shape(1, 28, 28), new byte[28 * 28]);
    try (ChildLinnet server = ChildLinnet.start(serve(run))) {
      Serve.Serving serving = server.document(Serve.Serving.class);
      String[] wrong = {
        "infer", "--server", serving.address(), "--expect", "0".repeat(64), image.toString()
      };
      String[] right = {
        "infer",
        "--server",
        serving.address(),
        "--bundle",
        run.path().toString(),
        "--json",
        image.toString()
      };

      CommandRun refused = CommandRun.of(wrong);
      assertThat(refused.code()).isEqualTo(ExitCode.MISMATCH.code());
      assertThat(refused.failures()).singleElement().asString().contains("plan");
      CommandRun answered = CommandRun.of(right);
      assertThat(answered.code()).isZero();
      assertThat(answered.json().get("predictions")).hasSize(1);
      assertThat(answered.err()).contains("INSECURE TRUSTED DEALER");
    }
  }

  private static List<String> serve(RunDirectory run) {
    return List.of(
        "serve", run.path().toString(), "--port", "0", "--json", "--quiet", "--until-input-ends");
  }
}
