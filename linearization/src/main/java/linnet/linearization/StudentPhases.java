// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import linnet.network.BudgetException;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;
import linnet.network.Widths;
import linnet.training.engine.BatchNormFolding;
import linnet.training.engine.Device;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.loop.Phase;
import linnet.training.loop.Phase.Selection;
import linnet.training.loop.Trainer;
import linnet.training.loop.TrainingRecords;
import linnet.training.loop.TrainingResult;

/**
 * The two phases that all methods have in common, each with checkpoints: a search in which a policy
 * moves the masks, and the tuning with frozen masks.
 */
public final class StudentPhases {
  private final Model teacher;
  private final LinearizationData data;
  private final ReluBudget budget;
  private final LinearizationOptions options;
  private final Map<String, String> facts;
  private final TrainingRecords records;

  /**
   * Claims the records for this run.
   *
   * @param method what the run is called in its facts
   * @param methodOptions a description of the method's own options
   * @throws BudgetException if the budget is above what the teacher has
   * @throws linnet.network.InputException if the records belong to another run
   */
  public StudentPhases(
      Linearizer method,
      String methodOptions,
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions options,
      TrainingRecords records) {
    this(method.name(), methodOptions, teacher, data, budget, options, records);
  }

  /**
   * The same for a run that is no method's: what is measured with students of fixed masks.
   *
   * @param name of the run in its facts
   */
  public StudentPhases(
      String name,
      String methodOptions,
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions options,
      TrainingRecords records) {
    this.teacher = teacher.at(Widths.ALL);
    this.data = data;
    this.budget = ReluBudget.of(budget.units(), teacher.network());
    this.options = options;
    this.facts = facts(name, methodOptions);
    this.records = records;
    RunSettings.claim(records, name, facts);
  }

  private Map<String, String> facts(String method, String methodOptions) {
    Map<String, String> known = new TreeMap<>();
    known.put("method", method);
    known.put("methodOptions", methodOptions);
    known.put("budget", Integer.toString(budget.units()));
    known.put("search", options.search().toString());
    known.put("tuning", options.tuning().toString());
    known.put("optimization", options.optimization().toString());
    known.put("seed", Long.toString(options.seed()));
    known.put("trainingImages", data.train().size() + " " + data.train().checksum());
    known.put("validationImages", data.validation().size() + " " + data.validation().checksum());
    known.put("teacherWeights", Integer.toHexString(teacher.weights().hashCode()));
    options.whole().ifPresent(whole -> known.putAll(counted(whole.network(), teacher.network())));
    return known;
  }

  /** Which sites a budget counts, where it is not all. */
  private static Map<String, String> counted(Network whole, Network counted) {
    List<String> linear = new ArrayList<>(whole.sites().stream().map(Site::name).toList());
    linear.removeAll(counted.sites().stream().map(Site::name).toList());
    return Map.of(
        "linearSites", String.join(", ", linear),
        "countedUnits", "%d of %d".formatted(counted.relus(), whole.relus()));
  }

  /**
   * Searches masks at full width, beginning with these weights; the last epoch's model is the
   * result.
   */
  public Model search(Model start, Supplier<? extends MaskPolicy> policy) {
    return run("search", start.at(Widths.ALL), options.search(), Selection.LAST, policy).model();
  }

  /** Tunes a student of single units; see {@link #tune(Model, Granularity)}. */
  public LinearizedModel tune(Model searched) {
    return tune(searched, Granularity.PIXEL);
  }

  /**
   * Tunes a student with its masks as they are, at every width that it has; the best epoch's model,
   * by its accuracy at full width, is the result. Its facts say how many units it keeps and what
   * remains of the budget.
   *
   * @throws BudgetException if the student keeps another number of units than the budget but for
   *     the remainder that the granularity allows
   */
  public LinearizedModel tune(Model searched, Granularity granularity) {
    return tune(searched, granularity, () -> MaskPolicy.fixed(searched.masks()));
  }

  /**
   * Tunes a student while a policy exchanges some of its units; the best epoch's model is the
   * result.
   *
   * @param policy begins with the student's masks and never changes how many units they keep
   */
  public LinearizedModel tune(Model searched, Supplier<? extends MaskPolicy> policy) {
    return tune(searched, Granularity.PIXEL, policy);
  }

  private LinearizedModel tune(
      Model searched, Granularity granularity, Supplier<? extends MaskPolicy> policy) {
    int remainder = remainder(searched, granularity);
    TrainingResult result = run("tuning", searched, options.tuning(), Selection.BEST, policy);
    Map<String, String> all = new TreeMap<>(facts);
    all.put("kept", Integer.toString(budget.units() - remainder(result.model(), granularity)));
    all.put("remainder", Integer.toString(remainder));
    all.put("validationAccuracy", Double.toString(result.validationAccuracy()));
    return new LinearizedModel(result.model(), all);
  }

  /** Trains a student of fixed masks for a while, to see how well it does with them. */
  public TrainingResult trial(String phaseName, Model start, PhaseOptions how) {
    return run(phaseName, start, how, Selection.LAST, () -> MaskPolicy.fixed(start.masks()));
  }

  private int remainder(Model student, Granularity granularity) {
    int remainder = granularity.remainder(student.masks(), budget);
    if (student.relus() != budget.units() - remainder) {
      throw new BudgetException(
          "The student keeps %,d units instead of %,d; this is a bug in the method."
              .formatted(student.relus(), budget.units() - remainder));
    }
    return remainder;
  }

  private TrainingResult run(
      String name,
      Model start,
      PhaseOptions phase,
      Selection selection,
      Supplier<? extends MaskPolicy> policies) {
    Execution execution = new Execution(options.optimization().precision(), Device.AUTO);
    try (DifferentiableModel student = new DifferentiableModel(start, execution);
        DifferentiableModel guide =
            new DifferentiableModel(BatchNormFolding.of(options.guide(teacher)), execution);
        MaskPolicy policy = policies.get()) {
      return Trainer.run(
          student,
          new StudentTask(student, guide, phase.objective(), policy),
          phase(name, phase.schedule(), selection),
          data.batches(options.optimization(), options.seed(), name),
          records);
    }
  }

  private Phase phase(String name, Schedule schedule, Selection selection) {
    return new Phase(
        name,
        schedule.epochs(),
        schedule.learningRate(),
        options.optimization().momentum(),
        options.optimization().weightDecay(),
        selection,
        options.seed());
  }
}
