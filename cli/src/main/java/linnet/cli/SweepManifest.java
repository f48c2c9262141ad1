// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import linnet.network.InputException;

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
          # Tasks run the program as it was built; after a change, build it before they start.
          set -eu
          export LINNET_BUILD=never
          OPTIONS="${OPTIONS:---cpus-per-task=4}"

          prepared=$(sbatch --parsable --job-name=%s-prepare $OPTIONS <<'END'
          #!/bin/sh
          %s
          END
          )
          cells=$(sbatch --parsable --job-name=%s --array=0-%d --kill-on-invalid-dep=yes --dependency=afterok:"${prepared%%%%;*}" $OPTIONS <<'END'
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
  /** Jobs; see {@link KubernetesJobs}. */
  KUBERNETES("kubernetes.yaml", "read its first lines: %s") {
    @Override
    String text(Work work) {
      return KubernetesJobs.of(work);
    }

    @Override
    Optional<String> dataFolder(SweepGrid grid) {
      Optional<String> data = data(grid);
      if (data.isPresent() && !Path.of(data.get()).isAbsolute()) {
        throw new InputException(
            "The grid's data %s is a relative folder, which means nothing in a container; name the absolute one where the data set will be mounted."
                .formatted(data.get()));
      }
      return data;
    }
  };

  // Kubernetes allows 63 characters, of which endings need some.
  private static final int MAX_LABEL = 40;

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
   * @param gridText what stands there
   * @param workspace absolute path
   */
  record Work(
      String sweep, String program, String grid, String gridText, String workspace, int cells) {
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

  /**
   * Where tasks find the data set of a teacher that is to be trained; empty for images that come
   * with Linnet, and for a teacher that exists.
   */
  Optional<String> dataFolder(SweepGrid grid) {
    return data(grid).map(folder -> Path.of(folder).toAbsolutePath().normalize().toString());
  }

  private static Optional<String> data(SweepGrid grid) {
    return Optional.ofNullable(grid.teacher().get("data"))
        .filter(folder -> !folder.equals(DataSource.EMBEDDED));
  }

  private static String shell(List<String> words) {
    return "exec "
        + String.join(
            " ", words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList());
  }
}
