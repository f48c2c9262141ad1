// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Weights;

/** Where the student's weights come from. */
public enum StudentInit {
  /** The teacher's weights: far better in short runs. */
  TEACHER,
  /** Fresh weights. */
  RANDOM;

  /** The student to begin with, all of its units ReLUs. */
  public Model start(Model teacher, long seed) {
    return switch (this) {
      case TEACHER -> teacher;
      case RANDOM ->
          new Model(
              teacher.network(),
              Weights.random(teacher.network(), seed),
              Masks.all(teacher.network()));
    };
  }
}
