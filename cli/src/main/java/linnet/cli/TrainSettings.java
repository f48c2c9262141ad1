// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Widths;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.network.zoo.Pooling;
import linnet.network.zoo.Stem;
import linnet.report.RunConfiguration;
import linnet.report.RunDirectory;
import linnet.training.data.Augmentation;
import linnet.training.data.DataSet;
import linnet.training.data.Split;
import linnet.training.engine.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a training, as kept in the run's {@code config.yaml}.
 *
 * @param data see {@link DataSource}
 * @param validation training images held out; below 0 a tenth of them
 * @param crop pixels by which training images are shifted at most
 * @param flip whether training images are mirrored at random
 * @param widths at which the network runs, such as {@code 0.5,1.0}; null for the full one only
 */
record TrainSettings(
    String data,
    int imageSize,
    int limit,
    int validation,
    String network,
    int width,
    Stem stem,
    boolean stemRelu,
    Pooling pool,
    int epochs,
    int batch,
    double learningRate,
    Schedule schedule,
    int crop,
    boolean flip,
    Precision precision,
    long seed,
    @Nullable String widths) {
  private static final String SECTION = "train";

  /** Rejects numbers with which nothing can be trained. */
  TrainSettings {
    if (epochs < 1 || batch < 2 || !(learningRate > 0)) {
      throw new InputException(
          "Training needs at least 1 epoch, batches of at least 2 images and a positive learning rate.");
    }
    widths = widths == null ? null : Widths.parse(widths).toString();
  }

  /** The settings of a run. */
  static TrainSettings of(RunDirectory run) {
    return run.configuration().section(SECTION, TrainSettings.class);
  }

  /** Writes the settings into a new run. */
  void store(RunDirectory run) {
    run.writeConfiguration(configuration());
  }

  /** The configuration of a run that has nothing but these settings. */
  RunConfiguration configuration() {
    return RunConfiguration.empty().with(SECTION, this);
  }

  /** The same with the images at another place. */
  TrainSettings withData(String other) {
    return with(other, precision);
  }

  /** The same in other numbers. */
  TrainSettings withPrecision(Precision other) {
    return with(data, other);
  }

  private TrainSettings with(String otherData, Precision otherPrecision) {
    return new TrainSettings(
        otherData,
        imageSize,
        limit,
        validation,
        network,
        width,
        stem,
        stemRelu,
        pool,
        epochs,
        batch,
        learningRate,
        schedule,
        crop,
        flip,
        otherPrecision,
        seed,
        widths);
  }

  /**
   * Whether what was made by those settings is what these ask for. They are the same then, but for
   * the place of the images and for the precision if these leave it open.
   */
  boolean allows(TrainSettings made) {
    return withData(made.data())
        .withPrecision(precision == Precision.AUTO ? made.precision() : precision)
        .equals(made);
  }

  /** The network's name, with what is not as usual, for example {@code resnet18, no stem ReLU}. */
  String variant() {
    return network
        + (stem == Stem.CIFAR ? "" : ", ImageNet stem")
        + (stemRelu ? "" : ", no stem ReLU")
        + (pool == Pooling.AVERAGE ? "" : ", max pooling")
        + (widths == null ? "" : ", widths " + widths);
  }

  Augmentation augmentation() {
    return new Augmentation(crop, flip);
  }

  DataSource source() {
    return new DataSource(data, imageSize, limit);
  }

  /** How many training images select the model. */
  int heldOut(DataSet images) {
    return validation < 0 ? images.train().size() / 10 : validation;
  }

  /** The training images without those held out, and those. */
  Split split(DataSet images) {
    return Split.stratified(images.train(), heldOut(images), seed);
  }

  /** The network for the images of a data set. */
  Network networkFor(DataSet images) {
    NetworkOptions options =
        new NetworkOptions(images.shape(), images.classes(), width, stem, stemRelu, pool);
    return Networks.byName(network, options)
        .withWidths(widths == null ? Widths.FULL : Widths.parse(widths));
  }
}
