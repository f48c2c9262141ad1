// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import linnet.linearization.ChannelCoherence;
import linnet.linearization.Consistency.Places;
import linnet.linearization.ConsistencyOptions;
import linnet.linearization.MethodSettings;
import linnet.linearization.Renewal;
import linnet.linearization.SmallestSite;
import linnet.linearization.StudentInit;
import linnet.network.InputException;

/**
 * The knobs of StreamliNet, among them a switch for each of its parts.
 *
 * @param rampEnd fraction of the search at which the budget is reached, in (0, 1]
 * @param renewal how often units are chosen
 * @param sampling steps from one look at the gradients to the next, at least 1
 * @param memory weight of the past in moving averages, in [0, 1)
 * @param metric what decides how many units each site keeps
 * @param choice among which units the choice is made
 * @param smallestSite how few units a site may keep, where the units of all sites compete
 * @param scoreDecay what scores lose before each step of theirs, in [0, 1]; 0 forgets nothing; of
 *     the choice per site
 * @param costOrder whether units that are cheap to linearize go first (in the choice per site;
 *     elsewhere their importance tells it already), and sites count by what one of their units
 *     costs
 * @param coherence how far units rank with their channel, in [0, 1]
 * @param hysteresis the advantage of a kept unit, at least 0: in units of the site's root mean
 *     square score, or where the units of all sites compete, as a part of its own
 * @param consistency of the student's activations with the teacher's
 * @param studentInit the weights with which the search begins
 */
public record StreamliNetOptions(
    double rampEnd,
    Renewal renewal,
    int sampling,
    double memory,
    LayerMetricOptions metric,
    Choice choice,
    SmallestSite smallestSite,
    double scoreDecay,
    boolean costOrder,
    double coherence,
    double hysteresis,
    ConsistencyOptions consistency,
    StudentInit studentInit) {
  /** Among which units the choice is made. */
  public enum Choice {
    /** Those of a site, which has its budget from the layer metric. */
    SITE,
    /** Those of all sites, weighed with the layer metric of theirs. */
    NETWORK
  }

  /**
   * For short runs: budget reached at 75 %, units chosen every 20 steps and at least 20 times, from
   * every 4th step's gradients, all parts of the method, units competing in the whole network,
   * consistency in the search only.
   */
  public static final StreamliNetOptions STANDARD =
      new StreamliNetOptions(
          0.75,
          new Renewal(20, 20),
          4,
          0.8,
          LayerMetricOptions.STANDARD,
          Choice.NETWORK,
          new SmallestSite(0.01),
          0.05,
          true,
          0,
          0.1,
          new ConsistencyOptions(0.5, 0, Places.SITES),
          StudentInit.TEACHER);

  /** Rejects values out of range. */
  public StreamliNetOptions {
    if (!(rampEnd > 0 && rampEnd <= 1) || sampling < 1 || !(memory >= 0 && memory < 1)) {
      throw new InputException(
          "StreamliNet cannot run with ramp end %s, sampling %d, memory %s; use values in (0, 1], at least 1, in [0, 1)."
              .formatted(rampEnd, sampling, memory));
    }
    if (!(scoreDecay >= 0 && scoreDecay <= 1)
        || !(hysteresis >= 0 && Double.isFinite(hysteresis))) {
      throw new InputException(
          "StreamliNet cannot run with score decay %s and hysteresis %s; use values in [0, 1] and at least 0."
              .formatted(scoreDecay, hysteresis));
    }
    ChannelCoherence.require(coherence);
    if (metric.count() && choice == Choice.NETWORK) {
      throw new InputException(
          "StreamliNet can count a site's units (count=true) only where each site has a budget of its own; set choice=site as well.");
    }
  }

  /**
   * As users write them: {@code ramp-end}, {@code sampling}, {@code memory}, {@code choice}, {@code
   * min-site}, {@code score-decay}, {@code cost-order}, {@code coherence}, {@code hysteresis},
   * {@code student-init}, and those of {@link Renewal#of}, {@link LayerMetricOptions#of} and {@link
   * ConsistencyOptions#of}.
   */
  public static StreamliNetOptions of(MethodSettings settings) {
    return new StreamliNetOptions(
        settings.real("ramp-end", STANDARD.rampEnd()),
        Renewal.of(settings, STANDARD.renewal()),
        settings.whole("sampling", STANDARD.sampling()),
        settings.real("memory", STANDARD.memory()),
        LayerMetricOptions.of(settings),
        settings.choice("choice", STANDARD.choice()),
        new SmallestSite(settings.real("min-site", STANDARD.smallestSite().share())),
        settings.real("score-decay", STANDARD.scoreDecay()),
        settings.flag("cost-order", STANDARD.costOrder()),
        settings.real("coherence", STANDARD.coherence()),
        settings.real("hysteresis", STANDARD.hysteresis()),
        ConsistencyOptions.of(settings, STANDARD.consistency()),
        settings.choice("student-init", STANDARD.studentInit()));
  }
}
