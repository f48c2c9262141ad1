// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import linnet.network.InputException;
import linnet.network.Network;

/**
 * How much the ReLUs of each stage matter (DeepReDuce, ICML 2021, section 3.1). It does not depend
 * on a budget, so one measurement serves all.
 *
 * @param byStage the name of a stage's last site to a finite number, in the network's order; a
 *     higher one is more critical
 */
public record StageCriticality(Map<String, Double> byStage) {
  /** Copies the map and rejects what is not finite. */
  public StageCriticality {
    byStage = Collections.unmodifiableMap(new LinkedHashMap<>(byStage));
    byStage.forEach(
        (stage, value) -> {
          if (!Double.isFinite(value)) {
            throw new InputException(
                "The criticality of the stage that ends with %s is %s; it must be a finite number."
                    .formatted(stage, value));
          }
        });
  }

  /**
   * From the accuracy that a network reaches with the ReLUs of one stage alone: the gain over the
   * least accurate stage's, over a power of the stage's number of ReLUs.
   *
   * @param accuracies of the stages, in the network's order
   * @param countExponent of the number of ReLUs, at least 0
   */
  static StageCriticality of(Network network, double[] accuracies, double countExponent) {
    List<Stage> stages = Stage.of(network);
    double least =
        IntStream.range(0, stages.size()).mapToDouble(k -> accuracies[k]).min().orElse(0);
    Map<String, Double> result = new LinkedHashMap<>();
    for (int k = 0; k < stages.size(); k++) {
      Stage stage = stages.get(k);
      result.put(stage.name(), (accuracies[k] - least) / Math.pow(stage.units(), countExponent));
    }
    return new StageCriticality(result);
  }

  /** The criticality of a stage. */
  double of(Stage stage) {
    if (!byStage.containsKey(stage.name())) {
      throw new InputException(
          "The criticality has no entry for the stage that ends with %s; it belongs to another network, so measure it again."
              .formatted(stage.name()));
    }
    return Objects.requireNonNull(byStage.get(stage.name()));
  }
}
