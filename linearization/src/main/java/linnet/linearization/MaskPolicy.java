// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import java.util.Optional;
import linnet.network.Masks;
import linnet.training.engine.SoftMasks;
import linnet.training.loop.Progress;

/**
 * What decides the student's masks while it trains: the part in which the methods differ. It looks
 * at forward and backward passes and renews the masks after steps or epochs. No policy ends a
 * search: one that has found its masks keeps them, and the weights learn on, so that methods given
 * equal epochs train for equal epochs.
 */
public interface MaskPolicy extends AutoCloseable {

  /** The masks to begin with. */
  Masks initial();

  /** Which passes of a step this policy needs to see; the cheapest that does is best. */
  default Sight sight(Progress at) {
    return Sight.NONE;
  }

  /** What a step must keep for the policy. */
  enum Sight {
    /** Nothing. */
    NONE,
    /** The student's activations around each site, and the gradients at the sites' outputs. */
    STUDENT_GRADIENTS,
    /** The activations around each site of student and teacher. */
    BOTH
  }

  /**
   * Called after the backward pass of a step that was seen.
   *
   * @param student the student's pass, its gradients computed
   * @param teacher the teacher's pass on the same images
   * @param images N
   */
  default void see(Pass student, Pass teacher, int images) {}

  /** The masks after a step; the same object if they do not change. */
  default Masks afterStep(Masks current, Progress done) {
    return current;
  }

  /** The masks after an epoch; the same object if they do not change. */
  default Masks afterEpoch(Masks current, Progress done) {
    return current;
  }

  /**
   * Real masks that the student runs with in place of its masks of 0 and 1, and that this policy
   * learns from the gradients that a step leaves in them; empty at the end of a search at the
   * latest. Asked for whenever the masks are.
   */
  default Optional<SoftMasks> softMasks() {
    return Optional.empty();
  }

  /** Facts about the masks for the log, such as the distance to the last ones. */
  default Map<String, Double> metrics() {
    return Map.of();
  }

  /** Everything that the policy has gathered, for a checkpoint. */
  default Map<String, float[]> save() {
    return Map.of();
  }

  /** Goes on from what {@link #save()} gave. */
  default void restore(Map<String, float[]> saved) {}

  @Override
  default void close() {}

  /** Masks that stay as they are. */
  static MaskPolicy fixed(Masks masks) {
    return () -> masks;
  }
}
