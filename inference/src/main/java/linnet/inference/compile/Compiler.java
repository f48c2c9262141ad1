// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import linnet.inference.clear.FixedPointImages;
import linnet.inference.plan.CalibrationFacts;
import linnet.inference.plan.FixedPoint;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Preprocessing;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a classifier to a private program: folds batch norms, cuts the graph at every ReLU site,
 * and chooses scales and comparison widths from calibration images.
 *
 * <p>Values inside a linear run are never truncated: their scale grows by g bits at every weighted
 * step, and the boundary truncates once. The compiler bounds every |z| by calibration images and a
 * margin, and refuses a network whose values leave no headroom rather than let them wrap. What it
 * promises on accuracy stands in {@link CalibrationFacts}.
 */
public final class Compiler {
  private static final CalibrationFacts UNKNOWN = new CalibrationFacts(1, 0, 0, 0, 0, 2);

  private final Model model;
  private final Preprocessing preprocessing;
  private final List<String> classNames;
  private final float[][] images;
  private final CompilerOptions options;

  private Compiler(
      Model model,
      Preprocessing preprocessing,
      List<String> classNames,
      float[][] images,
      CompilerOptions options) {
    this.model = model;
    this.preprocessing = preprocessing;
    this.classNames = classNames;
    this.images = images;
    this.options = options;
  }

  /**
   * Compiles a bundle.
   *
   * @param images calibration images {@code [N][C*H*W]}, normalized by the bundle's preprocessing;
   *     take them from training data
   * @throws InputException if a layer cannot be run privately, no choice of scales leaves headroom,
   *     or an image does not fit
   */
  public static PrivateProgram compile(Bundle bundle, float[][] images, CompilerOptions options) {
    return new Compiler(
            bundle.model(), bundle.preprocessing(), bundle.classNames(), images, options)
        .compile();
  }

  /** As {@link #compile(Bundle, float[][], CompilerOptions)}, with classes named by numbers. */
  public static PrivateProgram compile(Model model, float[][] images, CompilerOptions options) {
    int channels = model.network().input().channels();
    Preprocessing identity =
        new Preprocessing(Collections.nCopies(channels, 0f), Collections.nCopies(channels, 1f));
    List<String> names =
        IntStream.range(0, model.network().classes()).mapToObj(Integer::toString).toList();
    return new Compiler(model, identity, names, images, options).compile();
  }

  private PrivateProgram compile() {
    List<RealTrace> traces = List.of();
    @Nullable String obstacle = "";
    for (FixedPoint scales : options.candidates()) {
      Lowering.Lowered lowered = Lowering.lower(model, scales.weightBits());
      ProgramPlan draft;
      try {
        draft = draft(scales, lowered.steps());
      } catch (InputException tooManyBits) {
        obstacle = tooManyBits.getMessage();
        continue; // fewer fractional bits may fit
      }
      traces = traces.isEmpty() ? trace(draft, lowered) : traces;
      Headroom headroom = headroom(draft, traces);
      if (headroom.obstacle().isEmpty()) {
        return calibrated(draft, lowered, headroom, traces);
      }
      obstacle = headroom.obstacle().get();
    }
    throw new InputException(String.valueOf(obstacle));
  }

  private PrivateProgram calibrated(
      ProgramPlan draft, Lowering.Lowered lowered, Headroom headroom, List<RealTrace> traces) {
    ProgramPlan plan = draft.with(headroom.stepsWithWidths(), UNKNOWN);
    PrivateProgram program = Quantizer.quantize(plan, lowered.weights());
    CalibrationFacts facts =
        new Calibration(program, images, options)
            .facts(traces, headroom.failureProbability(), headroom.logitWidth());
    return new PrivateProgram(plan.with(plan.steps(), facts), program.weights());
  }

  private ProgramPlan draft(FixedPoint scales, List<Step> steps) {
    return new ProgramPlan(
        model.network().name(),
        model.network().input(),
        scales,
        steps,
        preprocessing,
        classNames,
        UNKNOWN);
  }

  private List<RealTrace> trace(ProgramPlan draft, Lowering.Lowered lowered) {
    int checked = FixedPointImages.encode(draft, images).length;
    RealExecutor executor = new RealExecutor(draft, lowered.weights());
    return IntStream.range(0, checked).parallel().mapToObj(i -> executor.run(images[i])).toList();
  }

  private Headroom headroom(ProgramPlan draft, List<RealTrace> traces) {
    List<RealTrace.Magnitude> most = new ArrayList<>(traces.getFirst().magnitudes());
    for (RealTrace trace : traces) {
      for (int i = 0; i < most.size(); i++) {
        most.set(i, most.get(i).max(trace.magnitudes().get(i)));
      }
    }
    double largestLogit = traces.stream().mapToDouble(RealTrace::largestLogit).max().orElse(0);
    return new Headroom(draft, most, largestLogit, options.margin());
  }
}
