// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linnet.cli.SweepManifest.Work;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A sweep for Kubernetes (1.33 or later): the grid as a ConfigMap, a Job that prepares, and a
 * suspended indexed Job with one completion a cell. What no repetition can mend (bad input, a
 * budget that cannot be met) is not repeated; pods that their node has lost are, and do not count.
 */
final class KubernetesJobs {
  private static final String GRIDS = "/etc/linnet";
  private static final String GRID = "grid.yaml";

  // Where the image keeps them; the machine that writes the manifest may have them elsewhere.
  private static final String PROGRAM = "linnet";

  private static final List<Integer> HOPELESS =
      List.of(ExitCode.USAGE.code(), ExitCode.INPUT.code(), ExitCode.BUDGET.code());

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Work work;

  private KubernetesJobs(Work work) {
    this.work = work;
  }

  /** The manifest, with notes on how to use it. */
  static String of(Work work) {
    KubernetesJobs jobs = new KubernetesJobs(work);
    return jobs.notes()
        + YAML.writeValueAsString(jobs.grid())
        + YAML.writeValueAsString(
            jobs.job(jobs.preparation(), "--prepare", Map.of("backoffLimit", 6), "FailJob"))
        + YAML.writeValueAsString(
            jobs.job(
                work.label(),
                "--task",
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
                "FailIndex"));
  }

  private String preparation() {
    return work.label() + "-prepare";
  }

  private String notes() {
    return """
        # The sweep %1$s on Kubernetes 1.33 or later: teacher and sensitivity, then one task a cell.
        # Yours to set: the image, which has linnet on its path; the claim, ReadWriteMany, which
        # holds the workspace %2$s; a volume for the data set where the grid below
        # names it; what a task requests. Then, once:
        #   kubectl create -f kubernetes.yaml
        #   kubectl wait --for=condition=complete --timeout=-1s job/%3$s
        #   kubectl patch job/%4$s -p '{"spec":{"suspend":false}}'
        """
        .formatted(work.sweep(), work.workspace(), preparation(), work.label());
  }

  private Map<String, Object> grid() {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "ConfigMap",
        "metadata",
        Map.of("name", work.label() + "-grid"),
        "data",
        Map.of(GRID, work.gridText()));
  }

  private Map<String, Object> job(
      String name, String part, Map<String, Object> specification, String whenHopeless) {
    Map<String, Object> whole = new HashMap<>(specification);
    whole.put("podReplacementPolicy", "Failed"); // never two processes at one cell
    whole.put("podFailurePolicy", Map.of("rules", rules(whenHopeless)));
    whole.put("template", Map.of("spec", pod(part)));
    return Map.of(
        "apiVersion", "batch/v1", "kind", "Job", "metadata", Map.of("name", name), "spec", whole);
  }

  private static List<Map<String, Object>> rules(String whenHopeless) {
    return List.of(
        Map.of(
            "action",
            "Ignore",
            "onPodConditions",
            List.of(Map.of("type", "DisruptionTarget", "status", "True"))),
        Map.of(
            "action",
            whenHopeless,
            "onExitCodes",
            Map.of("containerName", PROGRAM, "operator", "In", "values", HOPELESS)));
  }

  private Map<String, Object> pod(String part) {
    Map<String, Object> container =
        Map.of(
            "name",
            PROGRAM,
            "image",
            "linnet:latest",
            "command",
            List.of(
                PROGRAM,
                "sweep",
                GRIDS + "/" + GRID,
                part,
                "--workspace",
                work.workspace(),
                "--quiet"),
            "resources",
            Map.of("requests", Map.of("cpu", "4", "memory", "8Gi")),
            "volumeMounts",
            List.of(
                Map.of("name", "workspace", "mountPath", work.workspace()),
                Map.of("name", "grid", "mountPath", GRIDS)));
    return Map.of(
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
                Map.of("claimName", "linnet-workspace")),
            Map.of("name", "grid", "configMap", Map.of("name", work.label() + "-grid"))));
  }
}
