// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import linnet.network.files.OwnerOnly;

/**
 * A folder in which processes of one user on one machine meet: nobody else may enter it.
 *
 * @param path of the folder
 */
record MeetingFolder(Path path) {
  private static final String PREFIX = "linnet-meeting-";

  /** Makes one among the temporary files. */
  static MeetingFolder create() {
    try {
      return new MeetingFolder(Files.createTempDirectory(PREFIX, OwnerOnly.folder()));
    } catch (IOException e) {
      throw AtomicFiles.failure(Path.of(System.getProperty("java.io.tmpdir"), PREFIX), e);
    }
  }

  /**
   * One that another process has made.
   *
   * @throws LostProcessException if it is not there any more
   */
  static MeetingFolder of(Path path) {
    if (!Files.isDirectory(path)) {
      throw new LostProcessException(
          "The process that leads this training does not wait in %s; start the training again."
              .formatted(path));
    }
    return new MeetingFolder(path);
  }

  /** The file in which the processes find each other. */
  Path store() {
    return path.resolve("store");
  }

  /** Removes the folder and its file. */
  void delete() {
    try {
      Files.deleteIfExists(store());
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new InputException("%s cannot be removed; remove it by hand.".formatted(path), e);
    }
  }
}
