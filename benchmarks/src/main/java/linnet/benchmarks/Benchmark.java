// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import java.util.function.Consumer;

/** A group of figures that are measured together. */
public interface Benchmark {
  /** All groups, in the order of the table. */
  static List<Benchmark> all() {
    return List.of(
        new ComparisonTraffic(),
        new Garbling(),
        new Comparisons(),
        new Transfers(),
        new EncryptedLayers(),
        new OnlineLayers(),
        new WholeNetwork(),
        new Preparation(),
        new TrainingSpeed());
  }

  /** By which a user chooses it. */
  String name();

  /**
   * Measures.
   *
   * @param progress hears what is done next
   */
  List<BenchmarkRow> run(Effort effort, Consumer<String> progress);
}
