// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import linnet.network.InputException;
import linnet.training.data.DataSet;
import linnet.training.data.DataSets;
import linnet.training.data.ImageSet;
import linnet.training.data.Split;
import org.jspecify.annotations.Nullable;

/**
 * Where images come from, as recorded in a run.
 *
 * @param data absolute path of a folder, or {@link #EMBEDDED}
 * @param imageSize pixels to which image folders are resized; 0 keeps the files' size
 * @param limit training images used at most; 0 uses all
 */
record DataSource(String data, int imageSize, int limit) {
  /** Stands for the data set that comes with Linnet. */
  static final String EMBEDDED = "embedded";

  /** Rejects negative numbers. */
  DataSource {
    if (imageSize < 0 || limit < 0) {
      throw new InputException("The image size and the limit of images cannot be negative.");
    }
  }

  /** A source named on the command line: a relative folder becomes absolute. */
  static DataSource of(String data, int imageSize, int limit) {
    String where =
        data.equals(EMBEDDED) ? data : Path.of(data).toAbsolutePath().normalize().toString();
    return new DataSource(where, imageSize, limit);
  }

  /** The same images at another place, if one is given. */
  DataSource movedTo(@Nullable String other) {
    return other == null ? this : of(other, imageSize, limit);
  }

  /**
   * Reads the images.
   *
   * @throws InputException in one sentence if they are missing or corrupt
   */
  DataSet open() {
    DataSet all =
        data.equals(EMBEDDED) ? DataSets.embedded() : DataSets.open(Path.of(data), imageSize);
    return limit == 0
        ? all
        : new DataSet(
            all.name(),
            sample(all.train(), limit),
            all.test(),
            all.classNames(),
            all.preprocessing());
  }

  /** Some of the images, of every class its share, always the same ones; all if there are fewer. */
  static ImageSet sample(ImageSet images, int count) {
    return count >= images.size() ? images : Split.stratified(images, count, 0).validation();
  }
}
