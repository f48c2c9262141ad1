// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import linnet.network.InputException;
import linnet.network.Widths;
import linnet.training.data.Batch;
import linnet.training.data.BatchStream;
import linnet.training.data.Batches;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Sgd;
import linnet.training.loop.Checkpoint.Best;
import linnet.training.loop.Phase.Selection;
import linnet.training.parallel.Collective;
import linnet.training.parallel.Division;
import org.jspecify.annotations.Nullable;

/**
 * Runs one phase of training. If its folder holds a checkpoint, it goes on from there; a phase that
 * had ended returns its result at once. Killed at any instant and run again, it ends with the same
 * weights and metrics as if it had not been, on the same machine with the same number of threads.
 */
public final class Trainer {
  private static final double NANOS = 1e9;

  private final DifferentiableModel model;
  private final TrainingTask task;
  private final Phase phase;
  private final Batches train;
  private final Optional<Batches> validation;
  private final CheckpointPolicy policy;
  private final CheckpointStore store;
  private final MetricsFile metrics;
  private final TrainingListener listener;
  private final Sgd sgd;
  private final BatchGradients gradients;
  private final Division division;
  private final Collective processes;

  private int epoch;
  private int step;
  private boolean complete;
  private EpochSums sums = EpochSums.NONE;
  private double idleShare;
  private double lastAccuracy = Double.NaN;
  private @Nullable Best best;
  private long unsavedSteps;
  private long savedAt = System.nanoTime();

  private Trainer(
      DifferentiableModel model,
      TrainingTask task,
      Phase phase,
      TrainingImages images,
      TrainingRecords records,
      Sgd sgd,
      BatchGradients gradients,
      Division division) {
    this.model = model;
    this.task = task;
    this.phase = phase;
    this.division = division;
    this.processes = division.processes();
    this.train = images.train().share(processes.rank(), processes.size());
    this.validation = images.validation();
    this.policy = records.checkpoints();
    this.store = new CheckpointStore(policy.folder().resolve(phase.name()));
    this.metrics = new MetricsFile(records.metrics());
    this.listener = processes.leads() ? records.listener() : TrainingListener.SILENT;
    this.sgd = sgd;
    this.gradients = gradients;
  }

  /**
   * Trains a model, or goes on training it. Afterwards the model has the selected weights and
   * masks.
   *
   * @throws InputException if the loss diverges, memory runs out, the disk is full, or checkpoints
   *     are unreadable or of another training
   */
  public static TrainingResult run(
      DifferentiableModel model,
      TrainingTask task,
      Phase phase,
      TrainingImages images,
      TrainingRecords records) {
    return run(model, task, phase, images, records, Division.NONE);
  }

  /**
   * The same with divided batches, by one or several processes. Every process passes the same
   * model, phase and images; the leader alone reads and leaves records, and all go on from its
   * checkpoint.
   *
   * @throws InputException also if the batches do not fall into equal parts, or the processes were
   *     given different settings
   * @throws linnet.training.parallel.LostProcessException if another process is gone
   */
  public static TrainingResult run(
      DifferentiableModel model,
      TrainingTask task,
      Phase phase,
      TrainingImages images,
      TrainingRecords records,
      Division division) {
    division.requireDivides(images.train().batchSize());
    try (Sgd sgd = new Sgd(model.parameters(), phase.momentum(), phase.weightDecay());
        BatchGradients gradients = new BatchGradients(model, task, division)) {
      Trainer trainer = new Trainer(model, task, phase, images, records, sgd, gradients, division);
      Libtorch.explainingFailures(trainer::train);
      return trainer.result();
    }
  }

  private void train() {
    model.parameters().clearGradients();
    agree();
    newest().ifPresent(this::resume);
    if (!complete && processes.leads()) {
      metrics.forget(phase.name(), epoch + 1);
    }
    while (!complete) {
      steps();
      endEpoch();
    }
  }

  /** The rest of the running epoch. */
  private void steps() {
    long start = System.nanoTime();
    long images = 0;
    try (BatchStream stream = train.epoch(epoch, step)) {
      while (stream.hasNext()) {
        long stepStart = System.nanoTime();
        Batch batch = stream.next();
        double loss = step(batch, stepStart);
        images += train.batchSize();
        double elapsed = System.nanoTime() - start;
        idleShare = stream.waitedNanos() / elapsed;
        listener.step(
            new TrainingListener.StepReport(
                phase.name(),
                epoch + 1,
                phase.epochs(),
                progress(),
                images * NANOS / elapsed,
                loss,
                idleShare));
        saveIfDue();
      }
    }
  }

  private double step(Batch share, long startNanos) {
    Progress at = progress();
    BatchGradients.Result result = gradients.of(share, at);
    requireFinite(result.loss(), at);
    sgd.step(phase.learningRate().at(at.fraction()));
    step++;
    task.afterStep(progress());
    double seconds = (System.nanoTime() - startNanos) / NANOS;
    sums = sums.plus(result.loss(), result.correct(), train.batchSize(), seconds);
    return result.loss();
  }

  private void requireFinite(double loss, Progress at) {
    if (!Double.isFinite(loss)) {
      throw new InputException(
          "The training diverged: at step %,d of the phase %s the loss is %s; use a smaller learning rate."
              .formatted(at.step() + 1, phase.name(), loss));
    }
  }

  private Progress progress() {
    long perEpoch = train.perEpoch();
    return new Progress(epoch * perEpoch + step, phase.epochs() * perEpoch);
  }

  private void endEpoch() {
    long start = System.nanoTime();
    task.afterEpoch(progress());
    double accuracy = validation.map(v -> accuracy(v, Widths.ALL)).orElse(Double.NaN);
    Map<String, Double> further = new LinkedHashMap<>(task.metrics());
    validation.ifPresent(images -> further.putAll(narrowAccuracies(images)));
    double rate =
        phase.learningRate().at(new Progress(progress().step() - 1, progress().steps()).fraction());
    epoch++;
    step = 0;
    lastAccuracy = accuracy;
    rememberIfBest();
    complete = epoch == phase.epochs();
    report(rate, sums.seconds() + (System.nanoTime() - start) / NANOS, further);
    sums = EpochSums.NONE;
    save();
  }

  private void rememberIfBest() {
    boolean asked = phase.selection() == Selection.BEST && validation.isPresent();
    if (asked && (best == null || lastAccuracy >= best.accuracy())) {
      best = new Best(lastAccuracy, epoch, model.snapshot());
    }
  }

  /** The validation accuracy at each width below the full one, under its name in the metrics. */
  private double accuracy(Batches images, double width) {
    return Evaluation.accuracy(model, images, width, processes);
  }

  private Map<String, Double> narrowAccuracies(Batches images) {
    Map<String, Double> accuracies = new LinkedHashMap<>();
    for (double width : task.widths().narrower()) {
      accuracies.put("validationAccuracy@" + width, accuracy(images, width));
    }
    return accuracies;
  }

  private void report(double rate, double seconds, Map<String, Double> further) {
    EpochMetrics line =
        new EpochMetrics(
            phase.name(),
            epoch,
            sums.loss() / train.perEpoch(),
            (double) sums.correct() / sums.images(),
            lastAccuracy,
            rate,
            sums.images() / sums.seconds(),
            idleShare,
            seconds,
            further);
    if (processes.leads()) {
      metrics.append(line);
      listener.epoch(line);
    }
  }

  private TrainingResult result() {
    if (best == null) {
      return new TrainingResult(model.snapshot(), lastAccuracy, epoch);
    }
    model.parameters().load(best.model().weights());
    model.setMasks(best.model().masks());
    return new TrainingResult(best.model(), best.accuracy(), best.epoch());
  }

  // --- checkpoints -------------------------------------------------------------------------------

  private void saveIfDue() {
    unsavedSteps++;
    boolean epochEnds = step == train.perEpoch();
    if (!epochEnds && policy.due(unsavedSteps, System.nanoTime() - savedAt)) {
      save();
    }
  }

  private void save() {
    if (processes.leads()) {
      store.write(checkpoint());
    }
    unsavedSteps = 0;
    savedAt = System.nanoTime();
  }

  private Checkpoint checkpoint() {
    return new Checkpoint(
        settings(),
        epoch,
        step,
        complete,
        sums,
        lastAccuracy,
        model.snapshot(),
        sgd.velocity(),
        task.save(),
        best);
  }

  /** The leader's newest checkpoint, at every process. */
  private Optional<Checkpoint> newest() {
    if (processes.size() == 1) {
      return store.newest(model.network(), listener::notice);
    }
    byte[] own =
        processes.leads()
            ? store
                .newest(model.network(), listener::notice)
                .map(CheckpointCodec::encode)
                .orElse(new byte[0])
            : new byte[0];
    byte[] leaders = processes.fromLeader(own);
    return leaders.length == 0
        ? Optional.empty()
        : Optional.of(CheckpointCodec.decode(leaders, model.network()));
  }

  private void resume(Checkpoint from) {
    requireSameSettings(from);
    epoch = from.epoch();
    step = from.step();
    complete = from.complete();
    sums = from.sums();
    lastAccuracy = from.lastAccuracy();
    best = from.best();
    model.parameters().load(from.model().weights());
    model.setMasks(from.model().masks());
    sgd.restore(from.velocity());
    task.restore(from.task());
    listener.notice(
        complete
            ? "The phase %s had ended already.".formatted(phase.name())
            : "The phase %s goes on from epoch %d, step %,d."
                .formatted(phase.name(), epoch + 1, step));
  }

  /** All processes were asked for the same, or none begins. */
  private void agree() {
    String own = settings();
    byte[] bytes = own.getBytes(StandardCharsets.UTF_8);
    String leaders = new String(processes.fromLeader(bytes), StandardCharsets.UTF_8);
    if (!own.equals(leaders)) {
      throw new InputException(
          "The processes of this training have different settings (%s here, %s at rank 0); give all of them the same."
              .formatted(own, leaders));
    }
  }

  private void requireSameSettings(Checkpoint from) {
    if (!from.settings().equals(settings())) {
      throw new InputException(
          "The checkpoint of the phase %s in %s was made with other settings (%s, not %s); use the same ones, or another folder."
              .formatted(phase.name(), policy.folder(), from.settings(), settings()));
    }
  }

  private String settings() {
    StringBuilder rates = new StringBuilder();
    for (double progress : new double[] {0, 0.3, 0.65, 0.8, 0.95}) {
      rates.append(' ').append(phase.learningRate().at(progress));
    }
    String parts = division.parts() == 1 ? "" : " in %d parts".formatted(division.parts());
    return "%d epochs of %d batches of %d%s, seed %d, learning rates%s, momentum %s, weight decay %s, %s"
        .formatted(
            phase.epochs(),
            train.perEpoch(),
            train.batchSize(),
            parts,
            phase.seed(),
            rates,
            phase.momentum(),
            phase.weightDecay(),
            model.execution().precision());
  }
}
