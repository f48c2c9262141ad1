// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import linnet.network.InputException;

/** Opens data sets in the formats in which they are published. */
public final class DataSets {
  private static final String EMBEDDED = "/linnet/training/data/fashion-mnist-subset/";

  private DataSets() {}

  /**
   * Opens a folder whose images are used as they are.
   *
   * @throws InputException naming the file, if the folder is of no known format or a file is
   *     missing, truncated or corrupt
   */
  public static DataSet open(Path folder) {
    return open(folder, 0);
  }

  /**
   * Opens a folder of one of these formats, told apart by the names of its files: CIFAR-10 binaries
   * ({@code data_batch_*.bin}), CIFAR-100 binaries ({@code train.bin}; fine labels), IDX files as
   * of MNIST, plain or gzip ({@code train-images-idx3-ubyte[.gz]}), image folders ({@code
   * train/CLASS/[images/]FILE}, and {@code val/CLASS/FILE} or Tiny-ImageNet's {@code
   * val/val_annotations.txt}). A folder that holds nothing but one such folder, as archives unpack
   * to, will do as well.
   *
   * @param imageSize pixels to which image folders are resized (shorter side, then cropped to the
   *     square); 0 keeps the files' size. The other formats have a fixed size
   * @throws InputException naming the file, if the folder is of no known format or a file is
   *     missing, truncated or corrupt
   */
  public static DataSet open(Path folder, int imageSize) {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "%s is no folder; give the folder that holds the data set.".formatted(folder));
    }
    return recognized(folder, imageSize)
        .or(() -> unpacked(folder).flatMap(inner -> recognized(inner, imageSize)))
        .orElseThrow(
            () ->
                new InputException(
                    "%s holds no known data set: expected CIFAR binaries (data_batch_*.bin or train.bin), IDX files (train-images-idx3-ubyte), or image folders (train/CLASS)."
                        .formatted(folder)));
  }

  private static Optional<DataSet> recognized(Path folder, int imageSize) {
    if (CifarFiles.recognizesTen(folder)) {
      return Optional.of(CifarFiles.ten(folder));
    }
    if (CifarFiles.recognizesHundred(folder)) {
      return Optional.of(CifarFiles.hundred(folder));
    }
    if (IdxFiles.recognizes(folder)) {
      return Optional.of(IdxFiles.open(folder));
    }
    return ImageFolders.recognizes(folder)
        ? Optional.of(ImageFolders.open(folder, imageSize))
        : Optional.empty();
  }

  /** The only folder in a folder: the published archives unpack to one. */
  private static Optional<Path> unpacked(Path folder) {
    List<Path> inner = DataFiles.sorted(folder).stream().filter(Files::isDirectory).toList();
    return inner.size() == 1 ? Optional.of(inner.getFirst()) : Optional.empty();
  }

  /**
   * The data set that comes with Linnet: 11,000 training and 4,000 test images of Fashion-MNIST
   * (Xiao, Rasul, Vollgraf 2017, arXiv 1708.07747; MIT licence), {@code [1, 28, 28]}, balanced.
   */
  public static DataSet embedded() {
    return IdxFiles.embedded(EMBEDDED);
  }
}
