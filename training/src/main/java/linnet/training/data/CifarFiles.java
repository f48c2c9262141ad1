// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import linnet.network.InputException;
import linnet.network.Shape;

/**
 * The binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records of one label byte (two
 * for CIFAR-100: coarse, fine) and 3,072 bytes of red, green and blue planes.
 */
final class CifarFiles {
  private static final Shape SHAPE = new Shape(3, 32, 32);

  private CifarFiles() {}

  static boolean recognizesTen(Path folder) {
    return !trainingBatches(folder).isEmpty();
  }

  static boolean recognizesHundred(Path folder) {
    return Files.exists(folder.resolve("train.bin"));
  }

  /** Uses whichever of the five training batches are there. */
  static DataSet ten(Path folder) {
    return new DataSet(
        "cifar10",
        read(trainingBatches(folder), 1, 10),
        read(List.of(folder.resolve("test_batch.bin")), 1, 10),
        KnownSets.CIFAR10_CLASSES,
        KnownSets.CIFAR10_PIXELS);
  }

  static DataSet hundred(Path folder) {
    return new DataSet(
        "cifar100",
        read(List.of(folder.resolve("train.bin")), 2, 100),
        read(List.of(folder.resolve("test.bin")), 2, 100),
        KnownSets.CIFAR100_CLASSES,
        KnownSets.CIFAR100_PIXELS);
  }

  private static List<Path> trainingBatches(Path folder) {
    return IntStream.rangeClosed(1, 5)
        .mapToObj(i -> folder.resolve("data_batch_%d.bin".formatted(i)))
        .filter(Files::exists)
        .toList();
  }

  private static ImageSet read(List<Path> files, int labelBytes, int classes) {
    int record = labelBytes + SHAPE.units();
    int images = files.stream().mapToInt(file -> records(file, record)).sum();
    byte[] pixels = new byte[Math.multiplyExact(images, SHAPE.units())];
    int[] labels = new int[images];
    int at = 0;
    for (Path file : files) {
      at = append(file, record, classes, pixels, labels, at);
    }
    return new ImageSet(SHAPE, classes, pixels, labels);
  }

  private static int records(Path file, int record) {
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (java.io.IOException e) {
      throw DataFiles.unreadable(file, e);
    }
    if (bytes == 0 || bytes % record != 0 || bytes > DataFiles.LARGEST) {
      throw new InputException(
          "%s has %,d bytes, which is no whole number of records of %,d bytes; it is truncated or no CIFAR binary file."
              .formatted(file, bytes, record));
    }
    return (int) (bytes / record);
  }

  private static int append(
      Path file, int record, int classes, byte[] pixels, int[] labels, int at) {
    byte[] bytes = DataFiles.readAll(file);
    for (int from = 0; from + record <= bytes.length && at < labels.length; from += record, at++) {
      int label = bytes[from + record - SHAPE.units() - 1] & 0xFF;
      if (label >= classes) {
        throw new InputException(
            "%s has the label %d in record %,d, but there are only %d classes; it is corrupt or another CIFAR."
                .formatted(file, label, from / record, classes));
      }
      labels[at] = label;
      System.arraycopy(
          bytes, from + record - SHAPE.units(), pixels, at * SHAPE.units(), SHAPE.units());
    }
    return at;
  }
}
