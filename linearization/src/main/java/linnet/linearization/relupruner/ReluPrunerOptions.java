// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import linnet.linearization.MethodSettings;
import linnet.linearization.Renewal;
import linnet.network.InputException;

/**
 * What is ReLUPruner's own. Times are parts of the search, so that they fit short runs and long
 * ones; of the paper's 150 epochs they are what the paper says.
 *
 * @param importance which form of the importance
 * @param layerWeights how layers weigh
 * @param warmUp the part of the search in which all ReLUs stay, in [0, 1); the paper's is 5 of 150
 *     epochs
 * @param rampEnd the part of the rest at which the budget is reached, in (0, 1]; the paper's is 0.6
 * @param ramp how the number of kept units falls
 * @param power of the progress within the cosine ramp, positive; the paper's is 1.5
 * @param renewal how often units are chosen, half as often once the budget is reached; the paper's
 *     is every 100 steps
 * @param sampling steps from one look at the gradients to the next, at least 1; the paper's is 1
 * @param window looks over which the share of negative inputs is averaged, at least 1; the paper's
 *     is 10
 * @param memory weight of the past in a unit's and a layer's importance, in [0, 1)
 * @param curvatureMemory the same for the second derivative
 * @param fromScratch whether the student begins with fresh weights, as in the authors' code, or
 *     with the teacher's, which is far better in short runs
 */
public record ReluPrunerOptions(
    ImportanceForm importance,
    LayerWeights layerWeights,
    double warmUp,
    double rampEnd,
    Ramp ramp,
    double power,
    Renewal renewal,
    int sampling,
    int window,
    double memory,
    double curvatureMemory,
    boolean fromScratch) {
  /** How the number of kept units falls from all to the budget. */
  public enum Ramp {
    /** Along half a cosine, as in the paper: slowly, fast, slowly. */
    COSINE,
    /** By an equal factor in equal times: units are given up early, and the last ones slowly. */
    GEOMETRIC
  }

  /** The paper's search, beginning with the teacher's weights. */
  public static final ReluPrunerOptions STANDARD =
      new ReluPrunerOptions(
          ImportanceForm.PAPER,
          LayerWeights.RAW,
          1 / 30.0,
          0.6,
          Ramp.COSINE,
          1.5,
          new Renewal(100, 80),
          1,
          10,
          0.95,
          0.99,
          false);

  /** The authors' released code. */
  public static final ReluPrunerOptions RELEASED =
      new ReluPrunerOptions(
          ImportanceForm.RELEASED,
          LayerWeights.BOUNDED,
          1 / 30.0,
          0.6,
          Ramp.COSINE,
          1.5,
          new Renewal(100, 1),
          1,
          10,
          0.95,
          0.99,
          true);

  /** Rejects values out of range. */
  public ReluPrunerOptions {
    boolean legal =
        warmUp >= 0
            && warmUp < 1
            && rampEnd > 0
            && rampEnd <= 1
            && power > 0
            && Double.isFinite(power)
            && Math.min(sampling, window) >= 1
            && memory >= 0
            && memory < 1
            && curvatureMemory >= 0
            && curvatureMemory < 1;
    if (!legal) {
      throw new InputException(
          "ReLUPruner cannot run with warm-up %s, ramp end %s, power %s, sampling %d, window %d, memory %s, curvature memory %s; use values in [0, 1), in (0, 1], above 0, two of at least 1, two in [0, 1)."
              .formatted(warmUp, rampEnd, power, sampling, window, memory, curvatureMemory));
    }
  }

  /**
   * Options by name: {@code importance} (paper, released), {@code layer-weights} (raw, bounded; the
   * form's own where nothing is said), {@code warm-up}, {@code ramp-end}, {@code ramp} (cosine,
   * geometric), {@code power}, {@code sampling}, {@code window}, {@code memory}, {@code
   * curvature-memory}, {@code from-scratch}, and those of {@link Renewal#of}; {@link #STANDARD}
   * where nothing is said.
   *
   * @throws InputException if a value cannot be used
   */
  public static ReluPrunerOptions of(MethodSettings settings) {
    ImportanceForm importance = settings.choice("importance", STANDARD.importance);
    return new ReluPrunerOptions(
        importance,
        settings.choice("layer-weights", importance.layerWeights()),
        settings.real("warm-up", STANDARD.warmUp),
        settings.real("ramp-end", STANDARD.rampEnd),
        settings.choice("ramp", STANDARD.ramp),
        settings.real("power", STANDARD.power),
        Renewal.of(settings, STANDARD.renewal),
        settings.whole("sampling", STANDARD.sampling),
        settings.whole("window", STANDARD.window),
        settings.real("memory", STANDARD.memory),
        settings.real("curvature-memory", STANDARD.curvatureMemory),
        settings.flag("from-scratch", STANDARD.fromScratch));
  }
}
