// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.Widths;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.training.data.Batch;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import linnet.training.loop.Progress;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class StudentTaskTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 3, 2));
  private static final Progress START = new Progress(0, 4);

  private static DifferentiableModel model(long seed) {
    Model model = new Model(NETWORK, Weights.random(NETWORK, seed), Masks.all(NETWORK));
    return new DifferentiableModel(model, Execution.fp32());
  }

  private static Batch batch() {
    float[] pixels = new float[4 * 64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(i * i);
    }
    return new Batch(NETWORK.input(), pixels, new int[] {0, 2, 1, 1});
  }

  private static double loss(Objective objective) {
    return loss(new Model(NETWORK, Weights.random(NETWORK, 1), Masks.all(NETWORK)), objective);
  }

  private static double loss(Model learning, Objective objective) {
    try (DifferentiableModel student = new DifferentiableModel(learning, Execution.fp32());
        DifferentiableModel teacher = model(2)) {
      StudentTask task =
          new StudentTask(student, teacher, objective, MaskPolicy.fixed(learning.masks()));
      return Scope.call(() -> Tensors.toDouble(task.loss(batch(), START).value()));
    }
  }

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  @Test
  void theLossIsTheWeightedSumOfItsTerms() {
    double ce = loss(new Objective(1, 0, 0, 4));
    double kd = loss(new Objective(0, 1, 0, 4));
    double pram = loss(new Objective(0, 0, 1, 4));
    assertThat(ce).isPositive();
    assertThat(kd).isPositive();
    assertThat(pram).isPositive();
    assertThat(loss(new Objective(0.1, 0.9, 1000, 4)))
        .isCloseTo(0.1 * ce + 0.9 * kd + 1000 * pram, within(1e-3));
  }

  @Test
  void consistencyIsOneMoreTermOfTheLoss() {
    Objective kd = new Objective(0, 1, 0, 4);
    for (Consistency.Places places : Consistency.Places.values()) {
      double alone = loss(new Objective(0, 0, 0, 4, consistency(1, places)));
      assertThat(alone).isBetween(0.01, 4.0);
      assertThat(loss(kd.withConsistency(consistency(0.5, places))))
          .isCloseTo(loss(kd) + 0.5 * alone, within(1e-4));
    }
  }

  private static Consistency consistency(double weight, Consistency.Places places) {
    return new Consistency(weight, places, UnitCosts.EQUAL);
  }

  @Test
  void aStudentEqualToItsTeacherIsConsistentWithIt() {
    try (DifferentiableModel student = model(1);
        DifferentiableModel teacher = model(1)) {
      double distance =
          Scope.call(
              () -> {
                Tensor images = student.images(batch().images(), 4);
                Pass own = Pass.observed(student, images, linnet.training.engine.Mode.EVAL);
                Pass wanted = Pass.observed(teacher, images, linnet.training.engine.Mode.EVAL);
                Consistency all = consistency(1, Consistency.Places.SITES);
                return Tensors.toDouble(
                    new Distillation(new Objective(0, 0, 0, 4, all), NETWORK)
                        .loss(own, wanted, student.labels(batch().labels())));
              });
      assertThat(distance).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void everyWidthAddsItsLossButActivationsCountAtFullWidthOnly() {
    Network several = NETWORK.withWidths(Widths.of(0.5, 1));
    Model student = new Model(several, Weights.random(several, 1), Masks.all(several));
    for (double pram : new double[] {0, 1000}) {
      Objective objective = new Objective(0.1, 0.9, pram, 4);
      double both = loss(student, objective);
      double full = loss(student.at(1), objective);
      double half = loss(student.at(0.5), objective.withActivationMismatch(0));
      assertThat(both).isCloseTo(full + half, within(1e-3));
    }
  }

  @Test
  void aStudentEqualToItsTeacherHasNothingToDistil() {
    try (DifferentiableModel student = model(1);
        DifferentiableModel teacher = model(1)) {
      MaskPolicy fixed = MaskPolicy.fixed(Masks.all(NETWORK));
      double kd =
          Scope.call(
              () -> {
                // the same mode for both: batch statistics would tell them apart
                Tensor images = student.images(batch().images(), 4);
                Pass pass = Pass.unobserved(teacher, images, linnet.training.engine.Mode.EVAL);
                Pass own = Pass.unobserved(student, images, linnet.training.engine.Mode.EVAL);
                return Tensors.toDouble(
                    new Distillation(new Objective(0, 1, 0, 4), NETWORK)
                        .loss(own, pass, student.labels(batch().labels())));
              });
      assertThat(kd).isCloseTo(0, within(1e-6));
      assertThat(fixed.initial().kept()).isEqualTo(NETWORK.relus());
    }
  }

  /** Notes what a policy is shown, and moves masks when it is told to. */
  private static final class Recorder implements MaskPolicy {
    private final Sight sight;
    private final List<String> calls = new ArrayList<>();

    Recorder(Sight sight) {
      this.sight = sight;
    }

    @Override
    public Masks initial() {
      return RandomMasks.of(NETWORK, half(), 1);
    }

    private static linnet.network.Allocation half() {
      double[] weights = NETWORK.sites().stream().mapToDouble(s -> s.units()).toArray();
      return WaterFilling.allocate(
          NETWORK, new linnet.network.ReluBudget(NETWORK.relus() / 2), weights);
    }

    @Override
    public Sight sight(Progress at) {
      return sight;
    }

    @Override
    public void see(Pass student, Pass teacher, int images) {
      boolean gradients = student.after("stem.relu").grad().defined();
      calls.add(images + " " + gradients + " " + !teacher.after().isEmpty());
    }

    @Override
    public Masks afterStep(Masks current, Progress done) {
      return Masks.all(NETWORK);
    }

    @Override
    public Map<String, Double> metrics() {
      return Map.of("calls", (double) calls.size());
    }
  }

  private static List<String> shown(MaskPolicy.Sight sight) {
    return shown(sight, Objective.TUNING);
  }

  private static List<String> shown(MaskPolicy.Sight sight, Objective objective) {
    Recorder recorder = new Recorder(sight);
    try (DifferentiableModel student = model(1);
        DifferentiableModel teacher = model(2)) {
      StudentTask task = new StudentTask(student, teacher, objective, recorder);
      assertThat(student.masks().kept()).isEqualTo(NETWORK.relus() / 2);
      Scope.run(
          () -> {
            task.loss(batch(), START).value().backward();
            task.beforeUpdate(START);
          });
      task.afterStep(new Progress(1, 4));
      assertThat(student.masks().kept()).isEqualTo(NETWORK.relus());
    }
    return recorder.calls;
  }

  @Test
  void aPolicyIsShownWhatItAsksForAndNoMore() {
    assertThat(shown(MaskPolicy.Sight.NONE)).isEmpty();
    assertThat(shown(MaskPolicy.Sight.STUDENT_GRADIENTS)).containsExactly("4 true false");
    assertThat(shown(MaskPolicy.Sight.BOTH)).containsExactly("4 false true");
  }

  @Test
  void policyAndConsistencySeeTheSamePasses() {
    Objective consistent =
        Objective.TUNING.withConsistency(consistency(1, Consistency.Places.SITES));
    assertThat(shown(MaskPolicy.Sight.STUDENT_GRADIENTS, consistent))
        .containsExactly("4 true true");
    assertThat(shown(MaskPolicy.Sight.NONE, consistent)).isEmpty();
  }
}
