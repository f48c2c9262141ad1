// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import linnet.network.InputException;
import linnet.network.Shape;
import linnet.network.images.ImageFile;
import org.jspecify.annotations.Nullable;

/**
 * Folders of JPEG or PNG files: {@code train/CLASS/FILE} or {@code train/CLASS/images/FILE}; the
 * test part is {@code val} (or {@code test}) in the same layout, or Tiny-ImageNet's {@code
 * val/images} with {@code val/val_annotations.txt}. Classes are numbered by sorted folder name.
 */
final class ImageFolders {
  private final Path folder;
  private final List<String> classes;
  private final int imageSize;

  private ImageFolders(Path folder, int imageSize) {
    this.folder = folder;
    this.imageSize = imageSize;
    this.classes = folders(folder.resolve("train")).stream().map(ImageFolders::name).toList();
  }

  static boolean recognizes(Path folder) {
    Path train = folder.resolve("train");
    return Files.isDirectory(train) && folders(train).size() >= 2;
  }

  static DataSet open(Path folder, int imageSize) {
    if (imageSize < 0) {
      throw new InputException(
          "The image size must be positive (or 0 for the files' own), not %d."
              .formatted(imageSize));
    }
    return new ImageFolders(folder, imageSize).open();
  }

  private DataSet open() {
    List<Labelled> train = classFolders(folder.resolve("train"));
    List<Labelled> test = testFiles();
    Shape shape = shape(train.getFirst().file);
    ImageSet trainImages = read(train, shape);
    return new DataSet(
        name(folder.toAbsolutePath()),
        trainImages,
        read(test, shape),
        readableNames(),
        ChannelStatistics.of(trainImages));
  }

  private record Labelled(Path file, int label) {}

  private List<Labelled> testFiles() {
    Path val = folder.resolve("val");
    if (Files.exists(val.resolve("val_annotations.txt"))) {
      return annotated(val);
    }
    if (Files.isDirectory(val)) {
      return classFolders(val);
    }
    if (Files.isDirectory(folder.resolve("test"))) {
      return classFolders(folder.resolve("test"));
    }
    throw new InputException(
        "%s has no folder val (or test) with the images to be judged by.".formatted(folder));
  }

  private List<Labelled> classFolders(Path part) {
    List<Labelled> files = new ArrayList<>();
    for (Path classFolder : folders(part)) {
      int label = label(name(classFolder), classFolder);
      Path images = classFolder.resolve("images");
      for (Path file : DataFiles.sorted(Files.isDirectory(images) ? images : classFolder)) {
        if (ImageFile.isImage(file)) {
          files.add(new Labelled(file, label));
        }
      }
    }
    return notEmpty(files, part);
  }

  /** Tiny-ImageNet: lines of file name, class and a box, divided by tabs. */
  private List<Labelled> annotated(Path val) {
    Path annotations = val.resolve("val_annotations.txt");
    List<Labelled> files = new ArrayList<>();
    for (String line : DataFiles.lines(annotations)) {
      if (line.isBlank()) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length < 2) {
        throw new InputException(
            "%s has a line without file and class: \"%s\".".formatted(annotations, line));
      }
      files.add(
          new Labelled(val.resolve("images").resolve(fields[0]), label(fields[1], annotations)));
    }
    return notEmpty(files, val);
  }

  private static List<Labelled> notEmpty(List<Labelled> files, Path part) {
    if (files.isEmpty()) {
      throw new InputException("%s holds no JPEG or PNG images.".formatted(part));
    }
    return files;
  }

  private int label(String className, Path where) {
    int label = classes.indexOf(className);
    if (label < 0) {
      throw new InputException(
          "%s names the class %s, which the training images do not have."
              .formatted(where, className));
    }
    return label;
  }

  private Shape shape(Path first) {
    return imageSize == 0 ? ImageFile.size(first) : new Shape(3, imageSize, imageSize);
  }

  /** Decodes on all processors; each image has its own place, so the result is always the same. */
  private ImageSet read(List<Labelled> files, Shape shape) {
    if ((long) files.size() * shape.units() > DataFiles.LARGEST) {
      throw new InputException(
          "%,d images of %s do not fit into 2 GiB; choose a smaller image size."
              .formatted(files.size(), shape));
    }
    byte[] pixels = new byte[files.size() * shape.units()];
    IntStream.range(0, files.size())
        .parallel()
        .forEach(
            i ->
                ImageFile.read(
                    files.get(i).file, shape, imageSize != 0, pixels, i * shape.units()));
    int[] labels = files.stream().mapToInt(Labelled::label).toArray();
    return new ImageSet(shape, classes.size(), pixels, labels);
  }

  /** The names of {@code words.txt} (lines of class, tab, names) where they are unique. */
  private List<String> readableNames() {
    Path words = folder.resolve("words.txt");
    if (!Files.exists(words)) {
      return classes;
    }
    Map<String, String> names = new HashMap<>();
    for (String line : DataFiles.lines(words)) {
      String[] fields = line.split("\t", 2);
      if (fields.length == 2) {
        names.put(fields[0], fields[1].split(",", 2)[0].strip());
      }
    }
    List<String> readable = classes.stream().map(c -> names.getOrDefault(c, c)).toList();
    return Set.copyOf(readable).size() == classes.size() ? readable : classes;
  }

  private static List<Path> folders(Path parent) {
    return Files.isDirectory(parent)
        ? DataFiles.sorted(parent).stream().filter(Files::isDirectory).toList()
        : List.of();
  }

  private static String name(Path path) {
    @Nullable Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }
}
