// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.methods;

import java.util.Optional;
import java.util.function.Supplier;
import linnet.linearization.UnitCosts;
import linnet.linearization.senet.MeasuredSensitivity;
import linnet.linearization.senet.ReluSensitivity;

/**
 * What is known of a teacher before a method begins. Methods take of it what they use.
 *
 * @param measured sensitivity of its sites, if it was measured before
 * @param costs of one unit at each site under the protocol; asked only by methods that order units
 *     by them, for it takes some time to compute
 */
public record TeacherFacts(Optional<MeasuredSensitivity> measured, Supplier<UnitCosts> costs) {
  /** Nothing was measured, and every unit costs the same. */
  public static final TeacherFacts NONE = of(Optional.empty());

  /** Nothing is known but what was measured, so that every unit costs the same. */
  public static TeacherFacts of(Optional<MeasuredSensitivity> measured) {
    return new TeacherFacts(measured, () -> UnitCosts.EQUAL);
  }

  /** The sensitivity of its sites, if it was measured before, at whatever proxy density. */
  public Optional<ReluSensitivity> sensitivity() {
    return measured.map(MeasuredSensitivity::values);
  }

  /** The costs if they are wanted, else equal ones. */
  UnitCosts costs(boolean wanted) {
    return wanted ? costs.get() : UnitCosts.EQUAL;
  }
}
