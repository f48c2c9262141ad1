// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import linnet.network.InputException;
import linnet.network.Shape;
import org.jspecify.annotations.Nullable;

/**
 * IDX files as of MNIST (LeCun, Cortes, Burges), plain or gzip: a magic number (0x0801 for labels,
 * 0x0803 for images), the sizes as big-endian 32-bit numbers, then bytes.
 */
final class IdxFiles {
  private static final int LABELS = 0x0801;
  private static final int IMAGES = 0x0803;
  private static final int GZIP = 0x1F8B;

  private IdxFiles() {}

  static boolean recognizes(Path folder) {
    return find(folder, "train-images") != null;
  }

  static DataSet open(Path folder) {
    ImageSet train = part(folder, "train", 0);
    KnownSets.Known known = KnownSets.idx(train);
    ImageSet test = part(folder, "t10k", train.classes());
    return new DataSet(known.name(), train, test, known.classNames(), known.preprocessing());
  }

  static DataSet embedded(String resources) {
    ImageSet train = part(resources, "train");
    ImageSet test = part(resources, "t10k");
    return new DataSet(
        "fashion-mnist-subset", train, test, KnownSets.FASHION_CLASSES, KnownSets.FASHION_PIXELS);
  }

  private static ImageSet part(String resources, String part) {
    String images = resources + part + "-images-idx3-ubyte.gz";
    String labels = resources + part + "-labels-idx1-ubyte.gz";
    return part(images, resource(images), labels, resource(labels), 10);
  }

  private static InputStream resource(String name) {
    InputStream stream = IdxFiles.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("the build left out " + name);
    }
    return stream;
  }

  private static ImageSet part(Path folder, String part, int classes) {
    Path images = required(folder, part + "-images");
    Path labels = required(folder, part + "-labels");
    return part(images, DataFiles.stream(images), labels, DataFiles.stream(labels), classes);
  }

  /** Reads and closes both streams; 0 classes means as many as the labels show. */
  private static ImageSet part(
      Object imageName, InputStream images, Object labelName, InputStream labels, int classes) {
    Idx pixels = read(imageName, images, IMAGES, 3);
    Idx values = read(labelName, labels, LABELS, 1);
    if (pixels.sizes[0] != values.sizes[0]) {
      throw new InputException(
          "%s has %,d images, but %s has %,d labels; they do not belong together."
              .formatted(imageName, pixels.sizes[0], labelName, values.sizes[0]));
    }
    int[] numbers = new int[values.bytes.length];
    Arrays.setAll(numbers, i -> values.bytes[i] & 0xFF);
    int seen = Arrays.stream(numbers).max().orElse(0) + 1;
    if (classes != 0 && seen > classes) {
      throw new InputException(
          "%s has the label %d, but there are only %d classes; it belongs to another data set."
              .formatted(labelName, seen - 1, classes));
    }
    Shape shape = new Shape(1, pixels.sizes[1], pixels.sizes[2]);
    return new ImageSet(shape, classes == 0 ? Math.max(seen, 2) : classes, pixels.bytes, numbers);
  }

  @SuppressWarnings("ArrayRecordComponent") // a pair of results, never compared
  private record Idx(int[] sizes, byte[] bytes) {}

  private static Idx read(Object name, InputStream raw, int magic, int dimensions) {
    try (DataInputStream in = new DataInputStream(unzipped(raw))) {
      int found = in.readInt();
      if (found != magic) {
        throw new InputException(
            "%s begins with 0x%08X instead of 0x%08X; it is no IDX file of this kind."
                .formatted(name, found, magic));
      }
      int[] sizes = new int[dimensions];
      for (int i = 0; i < dimensions; i++) {
        sizes[i] = in.readInt();
      }
      return new Idx(sizes, body(name, in, sizes));
    } catch (EOFException e) {
      throw new InputException(
          "%s ends in the middle of its data; it is truncated, fetch it again.".formatted(name), e);
    } catch (IOException e) {
      throw DataFiles.unreadable(name, e);
    }
  }

  /** Reads what is there before it believes the header, so that a lying header costs no memory. */
  private static byte[] body(Object name, DataInputStream in, int[] sizes) throws IOException {
    long expected = 1;
    for (int size : sizes) {
      expected = size < 1 || expected > DataFiles.LARGEST / size ? -1 : expected * size;
      if (expected < 0) {
        throw new InputException(
            "%s says that it holds %s values, which is empty or too much; it is corrupt."
                .formatted(name, Arrays.toString(sizes)));
      }
    }
    byte[] bytes = in.readNBytes((int) expected);
    if (bytes.length < expected) {
      throw new EOFException();
    }
    if (in.read() >= 0) {
      throw new InputException("%s is longer than its header says; it is corrupt.".formatted(name));
    }
    return bytes;
  }

  private static InputStream unzipped(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    int start = in.read() << 8 | in.read();
    in.reset();
    return start == GZIP ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static Path required(Path folder, String stem) {
    Path file = find(folder, stem);
    if (file == null) {
      throw new InputException(
          "%s lacks the file %s-idx*-ubyte (plain or .gz); fetch the data set again."
              .formatted(folder, stem));
    }
    return file;
  }

  private static @Nullable Path find(Path folder, String stem) {
    String dimensions = stem.endsWith("images") ? "idx3" : "idx1";
    for (String separator : new String[] {"-", "."}) {
      for (String end : new String[] {"", ".gz"}) {
        Path file = folder.resolve(stem + separator + dimensions + "-ubyte" + end);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    return null;
  }
}
