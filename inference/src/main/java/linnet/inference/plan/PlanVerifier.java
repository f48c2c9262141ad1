// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.Shape;

/**
 * The executable definition of a legal plan. Plans also come from peers: every size is bounded
 * here, before anybody takes memory for it.
 */
final class PlanVerifier {
  /** Units of one value; ImageNet's largest activations have under a million. */
  private static final long MAX_UNITS = 1L << 24;

  /** Units that a client masks per image. */
  private static final long MAX_MASKED_UNITS = 1L << 25;

  private static final int MAX_NAME = 200;

  private static final int MAX_STEPS = 4_000;

  /** Beyond this no value of magnitude 1 leaves headroom in 64 bits. */
  private static final int MAX_FRACTIONAL_BITS = 60;

  private PlanVerifier() {}

  static Map<String, PlannedValue> values(Shape input, FixedPoint scales, List<Step> steps) {
    if (steps.isEmpty() || steps.size() > MAX_STEPS) {
      throw new InputException(
          "A private program has between 1 and %,d steps, not %,d."
              .formatted(MAX_STEPS, steps.size()));
    }
    Map<String, PlannedValue> values = new HashMap<>();
    values.put(
        ProgramPlan.IMAGE, bounded(new PlannedValue(input, scales.activationBits()), "image"));
    for (Step step : steps) {
      requirePrintable(step.name());
      PlannedValue value = bounded(outputOf(step, values, scales), step.name());
      if (values.put(step.name(), value) != null) {
        throw new InputException("Two steps are called %s.".formatted(step.name()));
      }
    }
    return Map.copyOf(values);
  }

  static void verifyEnds(ProgramPlan plan) {
    requirePrintable(plan.network());
    plan.classNames().forEach(PlanVerifier::requirePrintable);
    Step last = plan.steps().getLast();
    if (last instanceof Step.Boundary || plan.shape(last.name()).plane() != 1) {
      throw new InputException("The last step of a private program must give a vector of logits.");
    }
    for (Step.Boundary boundary : plan.boundaries()) {
      require(boundary.name(), boundary.width() >= plan.shift(boundary) + 2);
    }
    if (plan.maskedUnits() > MAX_MASKED_UNITS) {
      throw new InputException(
          "The private program masks %,d units an image; at most %,d are allowed."
              .formatted(plan.maskedUnits(), MAX_MASKED_UNITS));
    }
    if (plan.classNames().size() != plan.classes()) {
      throw new InputException(
          "The private program names %d classes, but has %d logits."
              .formatted(plan.classNames().size(), plan.classes()));
    }
    if (plan.preprocessing().channels() != plan.input().channels()) {
      throw new InputException("The private program's preprocessing does not fit its image.");
    }
  }

  /** Names are printed at the peer's terminal and in its logs. */
  private static void requirePrintable(String name) {
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new InputException(
          "A name in the private program is empty, longer than %d characters or not printable."
              .formatted(MAX_NAME));
    }
  }

  private static PlannedValue bounded(PlannedValue value, String name) {
    if (value.shape().units() > MAX_UNITS || value.fractionalBits() > MAX_FRACTIONAL_BITS) {
      throw new InputException(
          "The value %s of the private program has shape %s and %d fractional bits; at most %,d units and %d bits are allowed."
              .formatted(
                  name, value.shape(), value.fractionalBits(), MAX_UNITS, MAX_FRACTIONAL_BITS));
    }
    return value;
  }

  private static PlannedValue outputOf(
      Step step, Map<String, PlannedValue> known, FixedPoint scales) {
    PlannedValue x = input(step, 0, known);
    return switch (step) {
      case Step.Convolution c -> convolution(c, x);
      case Step.Pool p ->
          new PlannedValue(
              new Shape(
                  x.shape().channels(),
                  windows(p.name(), x.shape().height(), p.kernelHeight(), p.stride(), 0),
                  windows(p.name(), x.shape().width(), p.kernelWidth(), p.stride(), 0)),
              x.fractionalBits() + p.multiplierBits());
      case Step.Sum s -> sum(s, x, input(step, 1, known));
      case Step.Flatten f -> new PlannedValue(Shape.vector(x.shape().units()), x.fractionalBits());
      case Step.Boundary b -> {
        require(b.name(), b.kept().shape().equals(x.shape()));
        yield new PlannedValue(x.shape(), scales.activationBits());
      }
    };
  }

  private static PlannedValue convolution(Step.Convolution c, PlannedValue x) {
    require(c.name(), x.shape().channels() % c.groups() == 0);
    Shape shape =
        new Shape(
            c.outChannels(),
            windows(c.name(), x.shape().height(), c.kernel(), c.stride(), c.padding()),
            windows(c.name(), x.shape().width(), c.kernel(), c.stride(), c.padding()));
    return new PlannedValue(shape, x.fractionalBits() + c.weightBits());
  }

  private static PlannedValue sum(Step.Sum s, PlannedValue x, PlannedValue y) {
    require(s.name(), x.shape().equals(y.shape()));
    return new PlannedValue(x.shape(), Math.max(x.fractionalBits(), y.fractionalBits()));
  }

  private static PlannedValue input(Step step, int index, Map<String, PlannedValue> known) {
    String name = step.inputs().get(index);
    PlannedValue value = known.get(name);
    if (value == null) {
      throw new InputException(
          "The step %s reads %s, which does not stand before it.".formatted(step.name(), name));
    }
    return value;
  }

  private static int windows(String name, int size, int kernel, int stride, int padding) {
    long room = (long) size + 2L * padding - kernel;
    require(name, room >= 0);
    return Math.toIntExact(room / stride + 1);
  }

  private static void require(String name, boolean holds) {
    if (!holds) {
      throw new InputException(
          "The step %s of the private program does not fit what it reads.".formatted(name));
    }
  }
}
