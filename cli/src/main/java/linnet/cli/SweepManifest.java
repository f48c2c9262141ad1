// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A sweep as work for a cluster's own scheduler: one task prepares, then one task a cell. */
enum SweepManifest {
  /** A shell script that submits a job, an array that depends on it, and one for the report. */
  SLURM("slurm.sh", "start it with: sh %s") {
    @Override
    String text(Work work) {
      return """
          #!/bin/sh
          # The sweep %s on Slurm: teacher and sensitivity, then one task a cell, then the report.
          # Start with: sh slurm.sh. Partition, time and the like: SBATCH_PARTITION,
          # SBATCH_TIMELIMIT and so on, or more options in OPTIONS.
          set -eu
          OPTIONS="${OPTIONS:---cpus-per-task=4}"

          prepared=$(sbatch --parsable --job-name=%s-prepare $OPTIONS <<'END'
          #!/bin/sh
          %s
          END
          )
          cells=$(sbatch --parsable --job-name=%s --array=0-%d --dependency=afterok:"${prepared%%%%;*}" $OPTIONS <<'END'
          #!/bin/sh
          %s
          END
          )
          sbatch --job-name=%s-report --dependency=afterany:"${cells%%%%;*}" $OPTIONS <<'END'
          #!/bin/sh
          %s
          END
          """
          .formatted(
              work.sweep(),
              work.label(),
              shell(work.command("--prepare")),
              work.label(),
              work.cells() - 1,
              shell(work.command("--task")),
              work.label(),
              shell(work.command("--report")));
    }
  },
  /** A Job that prepares, and a suspended indexed Job with one completion a cell. */
  KUBERNETES("kubernetes.yaml", "read its first lines: %s") {
    @Override
    String text(Work work) {
      String prepare = work.label() + "-prepare";
      String notes =
          """
          # The sweep %1$s on Kubernetes: teacher and sensitivity, then one task a cell.
          # Image and claim are yours to set; the claim holds the workspace %2$s, and data sets
          # have to be mounted where the grid names them. Then:
          #   kubectl apply -f kubernetes.yaml
          #   kubectl wait --for=condition=complete --timeout=-1s job/%3$s
          #   kubectl patch job/%4$s -p '{"spec":{"suspend":false}}'
          """
              .formatted(work.sweep(), work.workspace(), prepare, work.label());
      return notes
          + YAML.writeValueAsString(job(prepare, Map.of("backoffLimit", 6), work, "--prepare"))
          + YAML.writeValueAsString(
              job(
                  work.label(),
                  Map.of(
                      "completionMode",
                      "Indexed",
                      "completions",
                      work.cells(),
                      "parallelism",
                      work.cells(),
                      "backoffLimitPerIndex",
                      3,
                      "suspend",
                      true),
                  work,
                  "--task"));
    }
  };

  // Kubernetes allows 63 characters, of which endings need some.
  private static final int MAX_LABEL = 40;

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final String file;
  private final String usage;

  SweepManifest(String file, String usage) {
    this.file = file;
    this.usage = usage;
  }

  /**
   * What the tasks do.
   *
   * @param program the launcher
   * @param grid absolute path of the grid that tasks read
   * @param workspace absolute path
   */
  record Work(String sweep, String program, String grid, String workspace, int cells) {
    List<String> command(String part) {
      return List.of(program, "sweep", grid, part, "--workspace", workspace, "--quiet");
    }

    /** A name that both schedulers take. */
    String label() {
      String plain = "linnet-" + sweep.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      return plain.substring(0, Math.min(plain.length(), MAX_LABEL)).replaceAll("-+$", "");
    }
  }

  /** Name of the file in the sweep's folder. */
  String file() {
    return file;
  }

  /** What to do with the file. */
  String usage(String path) {
    return usage.formatted(path);
  }

  /** The content of the file. */
  abstract String text(Work work);

  private static String shell(List<String> words) {
    return "exec "
        + String.join(
            " ", words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList());
  }

  private static Map<String, Object> job(
      String name, Map<String, Object> specification, Work work, String part) {
    Map<String, Object> container =
        Map.of(
            "name",
            "linnet",
            "image",
            "linnet:latest",
            "command",
            work.command(part),
            "volumeMounts",
            List.of(Map.of("name", "workspace", "mountPath", work.workspace())));
    Map<String, Object> pod =
        Map.of(
            "restartPolicy",
            "Never",
            "containers",
            List.of(container),
            "volumes",
            List.of(
                Map.of(
                    "name",
                    "workspace",
                    "persistentVolumeClaim",
                    Map.of("claimName", "linnet-workspace"))));
    Map<String, Object> whole = new TreeMap<>(specification);
    whole.put("template", Map.of("spec", pod));
    return new TreeMap<>(
        Map.of(
            "apiVersion",
            "batch/v1",
            "kind",
            "Job",
            "metadata",
            Map.of("name", name),
            "spec",
            whole));
  }
}
