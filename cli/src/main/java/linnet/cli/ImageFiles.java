// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import linnet.network.InputException;
import linnet.network.images.ImageFile;

/** Images named on the command line, one by one or by their folders. */
final class ImageFiles {
  private ImageFiles() {}

  /**
   * All of them, those of a folder in the order of their names.
   *
   * @throws InputException if one is not there, or a folder holds none
   */
  static List<Path> of(List<Path> filesAndFolders) {
    List<Path> files = new ArrayList<>();
    for (Path path : filesAndFolders) {
      if (Files.isDirectory(path)) {
        files.addAll(imagesIn(path));
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        throw new InputException("There is no image or folder %s.".formatted(path));
      }
    }
    return files;
  }

  private static List<Path> imagesIn(Path folder) {
    try (var entries = Files.list(folder)) {
      List<Path> found = entries.filter(ImageFile::isImage).sorted().toList();
      if (found.isEmpty()) {
        throw new InputException("The folder %s holds no PNG or JPEG image.".formatted(folder));
      }
      return found;
    } catch (IOException e) {
      throw new InputException("The folder %s cannot be read.".formatted(folder), e);
    }
  }
}
