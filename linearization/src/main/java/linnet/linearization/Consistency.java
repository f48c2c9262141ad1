// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Site;
import linnet.training.engine.StageEnds;

/**
 * The post-activation consistency of an {@link Objective}: how far the student's activations are
 * from the teacher's in direction, unit by unit (StreamliNet, Information Sciences 2024; the form
 * is ours, for the paper's equations are not public). With weight w and sites l it is {@code w *
 * sum_l w_l || a_l / ||a_l|| - b_l / ||b_l|| ||^2}, and the w_l, proportional to what a unit of the
 * site costs, sum to 1: where ReLUs are dear and go first, activations are held most firmly.
 *
 * @param weight w, at least 0; 0 leaves the term out and spares its cost
 * @param places where activations are compared
 * @param costs of a unit at each site
 */
public record Consistency(double weight, Places places, UnitCosts costs) {
  /** Where activations are compared. */
  public enum Places {
    /** At every ReLU site. */
    SITES,
    /** At the last site of each stage. */
    STAGES
  }

  /** No such term. */
  public static final Consistency NONE = new Consistency(0, Places.SITES, UnitCosts.EQUAL);

  /** Rejects weights that are negative or not finite. */
  public Consistency {
    if (!(weight >= 0 && Double.isFinite(weight))) {
      throw new InputException(
          "The weight of the consistency must be at least 0, not %s.".formatted(weight));
    }
  }

  /** The sites where activations are compared. */
  List<String> sites(Network network) {
    List<Site> sites =
        switch (places) {
          case SITES -> network.sites();
          case STAGES -> StageEnds.of(network);
        };
    return sites.stream().map(Site::name).toList();
  }

  /** The w_l of sites, summing to 1. */
  double[] weights(List<String> sites) {
    double[] weights = sites.stream().mapToDouble(costs::of).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(cost -> cost / sum).toArray();
  }

  /** For example {@code 0.5 consistency at sites}. */
  @Override
  public String toString() {
    String at = "%s consistency at %s".formatted(weight, places.name().toLowerCase(Locale.ROOT));
    return costs.equals(UnitCosts.EQUAL) ? at : at + " by " + costs;
  }
}
