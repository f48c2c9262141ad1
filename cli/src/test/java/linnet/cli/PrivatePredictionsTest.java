// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import linnet.network.Shape;
import linnet.network.images.ImageFile;
import linnet.report.PrivateInferenceResult;
import linnet.report.RunDirectory;
import linnet.training.data.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Server and client as processes of their own. */
class PrivatePredictionsTest {
  @TempDir private Path folder;

  @Test
  void aTrialRunsWithoutADealerAndAgreesWithTheFixedPointExecutor() {
    RunDirectory run = TinyRun.in(folder);
    DataSet data = TinyRun.SETTINGS.source().open();
    Console console = new Console(System.out, System.err, false);
    console.configure(false, true, false);

    PrivateInferenceResult result =
        new PrivateTrial(run, RunDirectory.TEACHER, console)
            .of(DataSource.sample(data.test(), 3), data);

    assertThat(result.predictions()).isEqualTo(3);
    assertThat(result.mismatches()).isZero();
    assertThat(result.largestDifferenceUlps()).isLessThanOrEqualTo(result.toleranceUlps());
    assertThat(result.comparedUnits()).isEqualTo(run.bundle(RunDirectory.TEACHER).model().relus());
    assertThat(result.offlineBytes()).isGreaterThan(result.onlineBytes());
    assertThat(result.dealer()).isFalse();
  }

  @Test
  void aServerThatVanishesInMidProtocolIsOneSentence() throws IOException {
    String image = image();
    try (ChildLinnet server = ChildLinnet.start(serve("--insecure-dealer"))) {
      String address = server.document(Serve.Serving.class).address();
      for (int bytes : new int[] {600, 60_000, 3_000_000}) {
        try (CuttingProxy proxy = CuttingProxy.to(address, bytes)) {
          CommandRun cut = infer(proxy.address(), "--insecure-dealer", image);

          assertThat(cut.code()).isEqualTo(ExitCode.PEER.code());
          assertThat(cut.failures()).hasSize(1);
          assertThat(cut.err()).doesNotContain("\tat ");
        }
      }
    }
  }

  @Test
  void aClientInsistsOnItsPlanAndOnEncryptionAndTheServerLivesOn() {
    String image = image();
    try (ChildLinnet server = ChildLinnet.start(serve("--insecure-dealer"))) {
      String address = server.document(Serve.Serving.class).address();

      CommandRun otherPlan = infer(address, "--insecure-dealer", "--expect", "0".repeat(64), image);
      assertThat(otherPlan.code()).isEqualTo(ExitCode.MISMATCH.code());
      assertThat(otherPlan.failures()).singleElement().asString().contains("plan");
      CommandRun noDealer = infer(address, image);
      assertThat(noDealer.code()).isEqualTo(ExitCode.MISMATCH.code());
      assertThat(noDealer.failures()).singleElement().asString().contains("dealer");
      CommandRun answered =
          infer(address, "--insecure-dealer", "--bundle", tiny().toString(), "--json", image);
      assertThat(answered.code()).isZero();
      assertThat(answered.json().get("predictions")).hasSize(1);
      assertThat(answered.json().get("dealer").asBoolean()).isTrue();
      assertThat(answered.err()).contains("INSECURE TRUSTED DEALER");
    }
  }

  @Test
  void aServerOfClassesAloneDisclosesNoLogitsAndIsVerifiedAndProfiledAllTheSame() {
    String image = image();
    try (ChildLinnet server =
        ChildLinnet.start(serve("--insecure-dealer", "--output", "class", "--relu", "full"))) {
      String address = server.document(Serve.Serving.class).address();

      JsonNode seen =
          infer(
                  address,
                  "--insecure-dealer",
                  "--profile",
                  "--verify",
                  tiny().toString(),
                  "--json",
                  image)
              .json();
      JsonNode prediction = seen.get("predictions").get(0);
      assertThat(prediction.get("logits")).isEmpty();
      assertThat(prediction.get("probability").isNull()).isTrue();
      assertThat(prediction.get("className").asString()).isNotEmpty();
      assertThat(seen.get("verification").get("images").get(0).get("agrees").asBoolean()).isTrue();
      long compared = 0;
      long offline = 0;
      for (JsonNode layer : seen.get("profile").get("layers")) {
        compared += layer.get("comparedUnits").asLong();
        offline += layer.get("offlineBytes").asLong();
      }
      assertThat(compared).isEqualTo(seen.get("perPrediction").get("comparedUnits").asLong());
      assertThat(offline)
          .isCloseTo(seen.get("perPrediction").get("offlineBytes").asLong(), withinPercentage(1));
      assertThat(infer(address, "--insecure-dealer", image).out())
          .contains("class")
          .doesNotContain("probability");
    }
  }

  private CommandRun infer(String address, String... more) {
    return CommandRun.of(
        Stream.concat(Stream.of("infer", "--no-store", "--server", address), Stream.of(more))
            .toArray(String[]::new));
  }

  private Path tiny() {
    return folder.resolve("tiny");
  }

  private String image() {
    Path image = folder.resolve("image.png");
    ImageFile.writePng(image, new Shape(1, 28, 28), new byte[28 * 28]);
    return image.toString();
  }

  private List<String> serve(String... more) {
    RunDirectory run = TinyRun.in(folder);
    List<String> arguments =
        new ArrayList<>(List.of("serve", run.path().toString(), "--port", "0", "--no-store"));
    arguments.addAll(List.of("--json", "--quiet", "--until-input-ends"));
    arguments.addAll(List.of(more));
    return arguments;
  }
}
