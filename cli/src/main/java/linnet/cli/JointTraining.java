// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Optional;
import linnet.network.InputException;
import linnet.report.RunDirectory;
import linnet.training.data.DataSet;
import linnet.training.engine.Device;
import linnet.training.engine.Execution;
import linnet.training.engine.Libtorch;
import linnet.training.loop.TeacherTraining;
import linnet.training.loop.TrainingRecords;
import linnet.training.parallel.Collective;
import linnet.training.parallel.Rendezvous;
import tools.jackson.databind.json.JsonMapper;

/** A teacher trained by several processes: what the leader does, and what the others do. */
final class JointTraining {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private JointTraining() {}

  /**
   * What the leader tells the others.
   *
   * @param parts of a batch
   * @param threads that each process may use; 0 for its machine's choice
   * @param checksum of the training images
   * @param complete whether nothing is left to train
   */
  record Order(TrainSettings settings, int parts, int threads, String checksum, boolean complete) {}

  /**
   * What one of the others ends with.
   *
   * @param processes all of them
   * @param epochs that it took part in
   */
  record Share(int rank, int processes, int epochs) {
    String text() {
      return "process %d of %d: done, %d epochs".formatted(rank, processes, epochs);
    }
  }

  /** Trains the teacher of a run, after bringing together whoever takes part. */
  static Teacher lead(RunDirectory run, DataSet images, ParallelOptions options, Console console) {
    if (options.worldSize == 1) {
      return Teacher.train(run, images, console);
    }
    Order order = order(run, images, options);
    try (Rendezvous place = options.rendezvous();
        Workers workers = Workers.start(options, place);
        Collective processes = place.meet(device(order.settings()), workers::requireAlive)) {
      processes.fromLeader(MAPPER.writeValueAsBytes(order));
      use(order.threads());
      return Teacher.train(run, images, console, BatchDivision.of(run).among(processes));
    }
  }

  private static Order order(RunDirectory run, DataSet images, ParallelOptions options) {
    int threads = options.startsOthers() ? Math.max(1, Libtorch.threads() / options.worldSize) : 0;
    return new Order(
        TrainSettings.of(run),
        BatchDivision.of(run).parts(),
        threads,
        images.train().checksum(),
        Teacher.isTrained(run));
  }

  private static Device device(TrainSettings settings) {
    return new Execution(settings.precision(), Device.AUTO).device();
  }

  private static void use(int threads) {
    if (threads > 0) {
      Libtorch.useThreads(threads);
    }
  }

  /**
   * Takes part in another process's training.
   *
   * @param data where the images are on this machine, if not where they are on the leader's
   */
  static Share follow(ParallelOptions options, Optional<String> data) {
    try (Rendezvous place = options.rendezvous();
        Collective processes = place.meet(Execution.auto().device(), whileWaiting(options))) {
      Order order = MAPPER.readValue(processes.fromLeader(new byte[0]), Order.class);
      use(order.threads());
      DataSet images = images(order, data);
      if (!order.complete()) {
        train(order, images, processes);
      }
      return new Share(
          processes.rank(), processes.size(), order.complete() ? 0 : order.settings().epochs());
    }
  }

  private static Runnable whileWaiting(ParallelOptions options) {
    return options.isStarted() ? ParentProcess.alive(System.in) : () -> {};
  }

  private static DataSet images(Order order, Optional<String> data) {
    DataSet images = order.settings().source().movedTo(data.orElse(null)).open();
    if (!images.train().checksum().equals(order.checksum())) {
      throw new InputException(
          "The training images %s are not those that the process of rank 0 has; give all processes the same."
              .formatted(images.name()));
    }
    return images;
  }

  private static void train(Order order, DataSet images, Collective processes) {
    TrainSettings settings = order.settings();
    TeacherTraining.run(
        settings.networkFor(images),
        settings.split(images),
        images.preprocessing(),
        Teacher.options(settings),
        TrainingRecords.none(),
        new BatchDivision(order.parts()).among(processes));
  }
}
