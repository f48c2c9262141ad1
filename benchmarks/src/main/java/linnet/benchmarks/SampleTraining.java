// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.Optimization;
import linnet.linearization.Schedules;
import linnet.linearization.StudentPhases;
import linnet.linearization.random.RandomPlaces;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;
import linnet.network.Weights;
import linnet.network.bundle.Preprocessing;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.training.data.Augmentation;
import linnet.training.data.ImageSet;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.LearningRate;
import linnet.training.loop.Classification;
import linnet.training.loop.Phase;
import linnet.training.loop.Trainer;
import linnet.training.loop.TrainingRecords;

/** Short trainings of ResNet18 on random images of CIFAR's shape, augmented as real ones are. */
final class SampleTraining {
  private static final int BATCH = 128;
  private static final int WARM_UPS = 4;
  private static final int STEPS = 16;
  private static final long SEED = 1;
  private static final double RATE = 0.01;

  private final Model allRelus;
  private final Model halfOfThem;
  private final LinearizationData data;
  private final LinearizationOptions options =
      Schedules.standard()
          .withEpochs(1, 1)
          .withOptimization(Optimization.of(BATCH, Augmentation.STANDARD));

  SampleTraining(int width) {
    NetworkOptions shape = NetworkOptions.of(SampleNetwork.IMAGE, SampleNetwork.CLASSES, width);
    Network network = Networks.byName("resnet18", shape);
    Weights weights = Weights.random(network, SEED);
    Random random = new Random(SEED);
    this.allRelus = new Model(network, weights, Masks.all(network));
    this.halfOfThem =
        new Model(network, weights, Masks.forEach(network, site -> half(site, random)));
    ImageSet images = images(random);
    this.data = new LinearizationData(images, images.first(0), preprocessing());
  }

  /** Half of the units at random, so that no site is all or nothing. */
  private static Mask half(Site site, Random random) {
    BitSet kept = new BitSet();
    for (int unit = 0; unit < site.units(); unit++) {
      kept.set(unit, random.nextBoolean());
    }
    return Mask.of(site.shape(), kept);
  }

  private static ImageSet images(Random random) {
    int count = (WARM_UPS + STEPS) * BATCH;
    byte[] pixels = new byte[count * SampleNetwork.IMAGE.units()];
    random.nextBytes(pixels);
    int[] labels = random.ints(count, 0, SampleNetwork.CLASSES).toArray();
    return new ImageSet(SampleNetwork.IMAGE, SampleNetwork.CLASSES, pixels, labels);
  }

  private static Preprocessing preprocessing() {
    return new Preprocessing(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
  }

  /** How rows call it. */
  String name() {
    return "%s, batches of %d"
        .formatted(SampleNetwork.name(allRelus.network().shape("stem.conv").channels()), BATCH);
  }

  /** With every ReLU, on labels. */
  StepSpeed plain() {
    return measured((folder, meter) -> classify(allRelus, TrainingRecords.in(folder, meter)));
  }

  /** With mixed masks everywhere, on labels. */
  StepSpeed masked() {
    return measured((folder, meter) -> classify(halfOfThem, TrainingRecords.in(folder, meter)));
  }

  /** With mixed masks everywhere, on labels and a teacher: the tuning of a student. */
  StepSpeed distilled() {
    return measured((folder, meter) -> tune(TrainingRecords.in(folder, meter)));
  }

  private void classify(Model start, TrainingRecords records) {
    Phase phase =
        new Phase("speed", 1, LearningRate.cosine(RATE), 0.9, 5e-4, Phase.Selection.LAST, SEED);
    try (DifferentiableModel model = new DifferentiableModel(start, Execution.auto())) {
      Trainer.run(
          model,
          new Classification(model),
          phase,
          data.batches(options.optimization(), SEED, phase.name()),
          records);
    }
  }

  private void tune(TrainingRecords records) {
    ReluBudget budget = new ReluBudget(halfOfThem.relus());
    new StudentPhases(new RandomPlaces(), "", allRelus, data, budget, options, records)
        .tune(halfOfThem);
  }

  private static StepSpeed measured(BiConsumer<Path, StepSpeed.Meter> training) {
    StepSpeed.Meter meter = new StepSpeed.Meter(WARM_UPS, BATCH);
    try {
      Path folder = Files.createTempDirectory("linnet-training-speed");
      try {
        training.accept(folder, meter);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return meter.speed();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> parts;
    try (Stream<Path> all = Files.walk(folder)) {
      parts = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path part : parts) {
      Files.delete(part);
    }
  }
}
