// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import java.util.Map;
import linnet.linearization.Pass;
import linnet.network.Masks;
import linnet.network.ReluBudget;

/** What StreamliNet learns about single units, and how units compete. */
interface UnitScores extends AutoCloseable {
  /** Learns from what the backward pass has shown of N images; outputs' gradients are retained. */
  void add(Pass pass, int images);

  /** Masks of exactly as many units as are kept now. */
  Masks choose(LayerMetric metric, ReluBudget now, Masks current);

  /** Everything for a checkpoint. */
  Map<String, float[]> save();

  /** Goes on from a checkpoint that holds, among others, what {@link #save()} gave. */
  void restore(Map<String, float[]> saved);

  @Override
  void close();
}
