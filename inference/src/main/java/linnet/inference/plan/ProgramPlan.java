// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import java.util.List;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Shape;
import linnet.network.bundle.Preprocessing;

/**
 * The public part of a private program: what both parties know before an inference. It has the
 * graph, the positions of kept units, and all fixed-point parameters, but no weight.
 *
 * <p>Security: architecture, masks (which come from training), calibration facts, class names and
 * everything else in here is known to the client.
 */
public final class ProgramPlan {
  /** The name under which steps refer to the image. */
  public static final String IMAGE = "input";

  private final String network;
  private final Shape input;
  private final FixedPoint fixedPoint;
  private final List<Step> steps;
  private final Preprocessing preprocessing;
  private final List<String> classNames;
  private final CalibrationFacts calibration;
  private final Map<String, PlannedValue> values;

  /**
   * Checks the steps and infers shapes and scales.
   *
   * @param network for example {@code resnet18}
   * @param input shape {@code [C, H, W]} of one image
   * @param fixedPoint scales of image, activations and weights
   * @param steps in topological order; the last one gives the logits and is no boundary
   * @param preprocessing pixels to network input
   * @param classNames one per logit
   * @param calibration what the compiler measured
   * @throws InputException naming the first thing that does not fit
   */
  public ProgramPlan(
      String network,
      Shape input,
      FixedPoint fixedPoint,
      List<Step> steps,
      Preprocessing preprocessing,
      List<String> classNames,
      CalibrationFacts calibration) {
    this.network = network;
    this.input = input;
    this.fixedPoint = fixedPoint;
    this.steps = List.copyOf(steps);
    this.preprocessing = preprocessing;
    this.classNames = List.copyOf(classNames);
    this.calibration = calibration;
    this.values = PlanVerifier.values(input, fixedPoint, this.steps);
    PlanVerifier.verifyEnds(this);
  }

  /** For example {@code resnet18}. */
  public String network() {
    return network;
  }

  /** Shape {@code [C, H, W]} of one image. */
  public Shape input() {
    return input;
  }

  /** Scales of image, activations and weights. */
  public FixedPoint fixedPoint() {
    return fixedPoint;
  }

  /** All steps in topological order. */
  public List<Step> steps() {
    return steps;
  }

  /** All boundaries in topological order. */
  public List<Step.Boundary> boundaries() {
    return steps.stream()
        .filter(Step.Boundary.class::isInstance)
        .map(Step.Boundary.class::cast)
        .toList();
  }

  /** The linear runs: one for each boundary, in order, then the one that gives the logits. */
  public List<LinearRun> runs() {
    return LinearRuns.of(steps);
  }

  /** Pixels to network input. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** One name per logit. */
  public List<String> classNames() {
    return classNames;
  }

  /** What the compiler measured, and the tolerance that it promises. */
  public CalibrationFacts calibration() {
    return calibration;
  }

  /** Name of the value that is the logits. */
  public String logits() {
    return steps.getLast().name();
  }

  /** Number of logits. */
  public int classes() {
    return shape(logits()).channels();
  }

  /** Fractional bits of the logits. */
  public int logitBits() {
    return fractionalBits(logits());
  }

  /** The stated tolerance on a logit, in units of its last bit: ulps of 2^-f at full scale. */
  public long logitTolerance() {
    return (long) calibration.toleranceUlps() << (logitBits() - fixedPoint.activationBits());
  }

  /** Kept units over all boundaries: what one inference compares. */
  public int keptUnits() {
    return boundaries().stream().mapToInt(b -> b.kept().kept()).sum();
  }

  /** Units of image and boundaries together: the masks that a client draws per image. */
  public long maskedUnits() {
    return input.units() + boundaries().stream().mapToLong(b -> b.kept().shape().units()).sum();
  }

  /** Shape of a value. */
  public Shape shape(String value) {
    return planned(value).shape();
  }

  /** Fractional bits of a value. */
  public int fractionalBits(String value) {
    return planned(value).fractionalBits();
  }

  /** By how many bits a boundary truncates: the scale that its run gained. */
  public int shift(Step.Boundary boundary) {
    return fractionalBits(boundary.input()) - fixedPoint.activationBits();
  }

  /** SHA-256 of the serialized plan, in hexadecimal; two parties with one digest agree on all. */
  public String digest() {
    return PlanFormat.digest(PlanFormat.write(this));
  }

  /** The same plan with other steps and calibration facts. */
  public ProgramPlan with(List<Step> otherSteps, CalibrationFacts facts) {
    return new ProgramPlan(
        network, input, fixedPoint, otherSteps, preprocessing, classNames, facts);
  }

  /** The same plan with other kept units, everything else as it was: a model of costs. */
  public ProgramPlan withMasks(Masks masks) {
    List<Step> masked =
        steps.stream()
            .map(step -> step instanceof Step.Boundary b ? b.withKept(masks.get(b.name())) : step)
            .toList();
    return with(masked, calibration);
  }

  private PlannedValue planned(String value) {
    PlannedValue planned = values.get(value);
    if (planned == null) {
      throw new IllegalArgumentException("no value is called " + value);
    }
    return planned;
  }

  @Override
  public String toString() {
    return "%s%s, %d boundaries, %,d kept units, f=%d, g=%d"
        .formatted(
            network,
            input,
            boundaries().size(),
            keptUnits(),
            fixedPoint.activationBits(),
            fixedPoint.weightBits());
  }
}
