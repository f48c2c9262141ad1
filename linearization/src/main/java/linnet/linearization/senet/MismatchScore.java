// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import linnet.linearization.Pass;
import org.bytedeco.pytorch.Tensor;

/** What a unit of the student is compared with at the teacher, A_AR being the teacher's output. */
public enum MismatchScore {
  /**
   * {@code |A_AR - A_PR|}, with the student's output as it is: the published score. It cancels
   * itself: a kept unit agrees with the teacher, so it scores low and is dropped at the next epoch,
   * and successive masks are almost disjoint.
   */
  PUBLISHED {
    @Override
    Tensor of(Pass student, Pass teacher, String site) {
      return teacher.after(site).sub(student.after(site)).abs();
    }
  },
  /**
   * {@code |A_AR - z_PR|}, with the student's pre-activation: the mismatch that there would be if
   * the unit were linearized, whether it is or not. This one converges.
   */
  COUNTERFACTUAL {
    @Override
    Tensor of(Pass student, Pass teacher, String site) {
      return teacher.after(site).sub(student.before(site)).abs();
    }
  };

  /** The mismatch of each unit and image, {@code [N, C, H, W]}. */
  abstract Tensor of(Pass student, Pass teacher, String site);
}
