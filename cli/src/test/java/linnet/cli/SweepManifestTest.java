// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SweepManifestTest {
  private static final SweepManifest.Work WORK =
      new SweepManifest.Work(
          "My_grid",
          "/opt/it's/linnet",
          "/runs/My_grid/grid.yaml",
          "name: My_grid\nbudgets: [0.1]\n",
          "/runs",
          12);

  @TempDir private Path folder;

  /** A scheduler that writes down what it is told. */
  private List<String> submit(String script) throws Exception {
    Path sbatch = folder.resolve("sbatch");
    Files.writeString(
        sbatch,
        """
        #!/bin/sh
        echo "sbatch $*" >> "$LOG"
        cat >> "$LOG"
        echo 42
        """);
    assertThat(sbatch.toFile().setExecutable(true)).isTrue();
    Path log = folder.resolve("log");
    Path file = Files.writeString(folder.resolve("slurm.sh"), script);
    ProcessBuilder shell = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true);
    shell.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    shell.environment().put("LOG", log.toString());
    Process process = shell.start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(log);
  }

  @Test
  void theSlurmScriptSubmitsPreparationArrayAndReport() throws Exception {
    List<String> told = submit(SweepManifest.SLURM.text(WORK));

    assertThat(told.stream().filter(line -> line.startsWith("sbatch ")))
        .containsExactly(
            "sbatch --parsable --job-name=linnet-my-grid-prepare --cpus-per-task=4",
            "sbatch --parsable --job-name=linnet-my-grid --array=0-11 --kill-on-invalid-dep=yes --dependency=afterok:42 --cpus-per-task=4",
            "sbatch --job-name=linnet-my-grid-report --dependency=afterany:42 --cpus-per-task=4");
    assertThat(told.stream().filter(line -> line.startsWith("exec ")))
        .containsExactly(command("--prepare"), command("--task"), command("--report"));
    assertThat(told.stream().filter("#!/bin/sh"::equals)).hasSize(3);
  }

  private static String command(String part) {
    return "exec '/opt/it'\\''s/linnet' 'sweep' '/runs/My_grid/grid.yaml' '%s' '--workspace' '/runs' '--quiet'"
        .formatted(part);
  }

  @Test
  void theKubernetesJobsPrepareAndDoOneCellACompletion() throws IOException {
    String text = SweepManifest.KUBERNETES.text(WORK);
    YAMLMapper yaml = new YAMLMapper();
    List<JsonNode> all = yaml.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
    List<JsonNode> jobs = all.subList(1, all.size());

    assertThat(all.getFirst().at("/metadata/name").asString()).isEqualTo("linnet-my-grid-grid");
    assertThat(all.getFirst().at("/data/grid.yaml").asString()).isEqualTo(WORK.gridText());
    assertThat(jobs).hasSize(2);
    for (JsonNode job : jobs) {
      assertThat(job.get("kind").asString()).isEqualTo("Job");
      assertThat(job.get("apiVersion").asString()).isEqualTo("batch/v1");
      assertThat(job.at("/spec/template/spec/restartPolicy").asString()).isEqualTo("Never");
      assertThat(job.at("/spec/template/spec/containers/0/volumeMounts/0/mountPath").asString())
          .isEqualTo("/runs");
      assertThat(job.at("/spec/template/spec/volumes/1/configMap/name").asString())
          .isEqualTo("linnet-my-grid-grid");
      assertThat(job.at("/spec/template/spec/containers/0/command/0").asString())
          .isEqualTo("linnet");
      assertThat(job.at("/spec/template/spec/containers/0/command/2").asString())
          .isEqualTo("/etc/linnet/grid.yaml");
      assertThat(job.at("/spec/podReplacementPolicy").asString()).isEqualTo("Failed");
      assertThat(job.at("/spec/podFailurePolicy/rules/1/onExitCodes/values").toString())
          .isEqualTo("[2,3,4]");
    }
    assertThat(jobs.get(0).at("/spec/podFailurePolicy/rules/1/action").asString())
        .isEqualTo("FailJob");
    assertThat(jobs.get(1).at("/spec/podFailurePolicy/rules/1/action").asString())
        .isEqualTo("FailIndex");
    JsonNode cells = jobs.get(1);
    assertThat(jobs.get(0).at("/metadata/name").asString()).isEqualTo("linnet-my-grid-prepare");
    assertThat(jobs.get(0).at("/spec/template/spec/containers/0/command/3").asString())
        .isEqualTo("--prepare");
    assertThat(cells.at("/metadata/name").asString()).isEqualTo("linnet-my-grid");
    assertThat(cells.at("/spec/completionMode").asString()).isEqualTo("Indexed");
    assertThat(cells.at("/spec/completions").asInt()).isEqualTo(12);
    assertThat(cells.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(cells.at("/spec/template/spec/containers/0/command/3").asString())
        .isEqualTo("--task");
    assertThat(text)
        .contains("kubectl patch job/linnet-my-grid -p '{\"spec\":{\"suspend\":false}}'");
  }

  @Test
  void labelsFitBothSchedulers() {
    String longName = "A-very_long.name-".repeat(5);
    String label = new SweepManifest.Work(longName, "linnet", "g", "", "/w", 1).label();

    assertThat(label).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?").hasSizeLessThanOrEqualTo(55);
  }
}
