// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import linnet.network.InputException;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataSetsTest {
  @TempDir private Path folder;

  private static byte[] cifar(int labelBytes, int records, int classes) {
    Random random = new Random(records);
    byte[] bytes = new byte[records * (labelBytes + 3_072)];
    random.nextBytes(bytes);
    for (int i = 0; i < records; i++) {
      bytes[i * (labelBytes + 3_072) + labelBytes - 1] = (byte) (i % classes);
    }
    return bytes;
  }

  private static byte[] idx(int magic, int[] sizes, byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(magic);
    for (int size : sizes) {
      out.writeInt(size);
    }
    out.write(body);
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private void writeIdx(String part, int count) throws IOException {
    byte[] pixels = new byte[count * 12];
    new Random(count).nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 3);
    }
    Files.write(
        folder.resolve(part + "-images-idx3-ubyte.gz"),
        gzip(idx(0x0803, new int[] {count, 3, 4}, pixels)));
    Files.write(
        folder.resolve(part + "-labels-idx1-ubyte"), idx(0x0801, new int[] {count}, labels));
  }

  private void writeImage(String path, int width, int height, int rgb, String format)
      throws IOException {
    boolean grey = (rgb & 0xFF) == (rgb >> 8 & 0xFF) && (rgb & 0xFF) == (rgb >> 16 & 0xFF);
    BufferedImage image =
        new BufferedImage(
            width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (grey) {
          image.getRaster().setSample(x, y, 0, rgb & 0xFF);
        } else {
          image.setRGB(x, y, rgb);
        }
      }
    }
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> DataSets.open(folder))
        .isInstanceOf(InputException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n")
        .endsWith(".");
  }

  @Test
  void cifar10ReadsTheBatchesThatAreThere() throws IOException {
    byte[] first = cifar(1, 20, 10);
    Files.write(folder.resolve("data_batch_1.bin"), first);
    Files.write(folder.resolve("data_batch_4.bin"), cifar(1, 10, 10));
    Files.write(folder.resolve("test_batch.bin"), cifar(1, 10, 10));
    DataSet data = DataSets.open(folder);
    assertThat(data.name()).isEqualTo("cifar10");
    assertThat(data.train().size()).isEqualTo(30);
    assertThat(data.train().label(13)).isEqualTo(3);
    assertThat(data.train().image(1)).isEqualTo(Arrays.copyOfRange(first, 3_073 + 1, 2 * 3_073));
    assertThat(data.classNames()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void cifar100TakesTheFineLabel() throws IOException {
    byte[] train = cifar(2, 100, 100);
    Files.write(folder.resolve("train.bin"), train);
    Files.write(folder.resolve("test.bin"), cifar(2, 10, 100));
    DataSet data = DataSets.open(folder);
    assertThat(data.train().perClass()).containsOnly(1);
    assertThat(data.train().image(2))
        .isEqualTo(Arrays.copyOfRange(train, 2 * 3_074 + 2, 3 * 3_074));
    assertThat(data.classNames()).hasSize(100).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3_072, 3_073 * 5 - 1})
  void aTruncatedCifarFileIsNamed(int bytes) throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[bytes]);
    Files.write(folder.resolve("test_batch.bin"), cifar(1, 10, 10));
    refused("data_batch_1.bin", "truncated");
  }

  @Test
  void aCifarLabelOutOfRangeIsRefused() throws IOException {
    byte[] wrong = cifar(1, 10, 10);
    wrong[3 * 3_073] = 10;
    Files.write(folder.resolve("data_batch_1.bin"), wrong);
    Files.write(folder.resolve("test_batch.bin"), cifar(1, 10, 10));
    refused("data_batch_1.bin", "label 10", "record 3");
  }

  @Test
  void aMissingTestPartIsNamed() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), cifar(1, 10, 10));
    refused("test_batch.bin", "could not be read");
  }

  @Test
  void idxReadsPlainAndGzipAndMeasuresUnknownSets() throws IOException {
    writeIdx("train", 30);
    writeIdx("t10k", 6);
    DataSet data = DataSets.open(folder);
    assertThat(data.name()).isEqualTo("idx");
    assertThat(data.shape()).isEqualTo(new Shape(1, 3, 4));
    assertThat(data.train().perClass()).containsExactly(10, 10, 10);
    assertThat(data.preprocessing().mean().getFirst()).isCloseTo(0.5f, within(0.05f));
    assertThat(data.preprocessing().deviation().getFirst()).isCloseTo(0.29f, within(0.03f));
  }

  @Test
  void damagedIdxFilesAreNamed() throws IOException {
    writeIdx("train", 30);
    writeIdx("t10k", 6);
    Path images = folder.resolve("train-images-idx3-ubyte.gz");
    byte[] good = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(good, good.length / 2));
    refused("train-images-idx3-ubyte.gz", "truncated");
    Files.write(images, new byte[0]);
    refused("train-images-idx3-ubyte.gz", "truncated");
    byte[] flipped = good.clone();
    flipped[good.length - 6] ^= 0x55; // within the checksum of the gzip stream
    Files.write(images, flipped);
    refused("train-images-idx3-ubyte.gz");
    Files.write(images, idx(0x0801, new int[] {30}, new byte[30]));
    refused("train-images-idx3-ubyte.gz", "0x00000801");
    Files.write(images, idx(0x0803, new int[] {Integer.MAX_VALUE, 60_000, 60_000}, new byte[5]));
    refused("train-images-idx3-ubyte.gz", "corrupt");
    Files.write(images, idx(0x0803, new int[] {30, 3, -4}, new byte[360]));
    refused("train-images-idx3-ubyte.gz", "corrupt");
    Files.write(images, idx(0x0803, new int[] {29, 3, 4}, new byte[29 * 12]));
    refused("29 images", "30 labels");
    Files.write(images, idx(0x0803, new int[] {30, 3, 4}, new byte[361]));
    refused("longer");
    Files.write(images, good);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    refused("t10k-labels");
  }

  @Test
  void aLabelThatTrainingNeverShowsIsRefused() throws IOException {
    writeIdx("train", 30);
    writeIdx("t10k", 6);
    Files.write(
        folder.resolve("t10k-labels-idx1-ubyte"),
        idx(0x0801, new int[] {6}, new byte[] {0, 1, 2, 3, 0, 1}));
    refused("t10k-labels", "label 3");
  }

  @Test
  void imageFoldersAreReadInEitherLayout() throws IOException {
    writeImage("train/ant/images/a.JPEG", 4, 2, 0xFF0000, "png");
    writeImage("train/bee/b.png", 4, 2, 0x777777, "png");
    writeImage("val/bee/c.png", 4, 2, 0x0000FF, "png");
    DataSet data = DataSets.open(folder);
    assertThat(data.classNames()).containsExactly("ant", "bee");
    assertThat(data.shape()).isEqualTo(new Shape(3, 2, 4));
    assertThat(data.train().image(0)).containsExactly(planes(0xFF, 0, 0));
    assertThat(data.train().image(1)).containsExactly(planes(0x77, 0x77, 0x77));
    assertThat(data.test().label(0)).isEqualTo(1);
  }

  private static byte[] planes(int red, int green, int blue) {
    byte[] planes = new byte[24];
    Arrays.fill(planes, 0, 8, (byte) red);
    Arrays.fill(planes, 8, 16, (byte) green);
    Arrays.fill(planes, 16, 24, (byte) blue);
    return planes;
  }

  @Test
  void tinyImageNetsAnnotationsAndWordsAreUnderstood() throws IOException {
    writeImage("train/n01/images/a.JPEG", 8, 8, 0x102030, "jpg");
    writeImage("train/n02/images/b.JPEG", 8, 8, 0x555555, "jpg");
    writeImage("val/images/val_0.JPEG", 8, 8, 0x102030, "jpg");
    Files.writeString(folder.resolve("val/val_annotations.txt"), "val_0.JPEG\tn02\t0\t0\t7\t7\n");
    Files.writeString(folder.resolve("words.txt"), "n01\tgoldfish, carp\nn02\tbullfrog\n");
    DataSet data = DataSets.open(folder);
    assertThat(data.classNames()).containsExactly("goldfish", "bullfrog");
    assertThat(data.test().label(0)).isEqualTo(1);
    assertThat(data.train().image(0)[0]).isCloseTo((byte) 0x10, within((byte) 6));
    Files.writeString(folder.resolve("val/val_annotations.txt"), "val_0.JPEG\tn03\n");
    refused("n03");
    Files.writeString(folder.resolve("val/val_annotations.txt"), "val_9.JPEG\tn01\n");
    refused("val_9.JPEG", "could not be read");
  }

  @Test
  void imagesOfDifferentSizesNeedAnImageSize() throws IOException {
    writeImage("train/ant/a.png", 8, 8, 0x204060, "png");
    writeImage("train/bee/b.png", 40, 20, 0x406080, "png");
    writeImage("val/bee/c.png", 3, 5, 0x406080, "png");
    refused("b.png", "40x20");
    DataSet data = DataSets.open(folder, 6);
    assertThat(data.shape()).isEqualTo(new Shape(3, 6, 6));
    assertThat(data.train().image(1)[35]).isEqualTo((byte) 0x40);
    assertThat(data.test().image(0)[107]).isEqualTo((byte) 0x80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no image at all", "\u0089PNG\r\n"})
  void aFileThatIsNoImageIsNamed(String content) throws IOException {
    writeImage("train/ant/a.png", 8, 8, 0x204060, "png");
    Files.createDirectories(folder.resolve("train/bee"));
    Files.writeString(
        folder.resolve("train/bee/b.png"), content, java.nio.charset.StandardCharsets.ISO_8859_1);
    writeImage("val/bee/c.png", 8, 8, 0x406080, "png");
    refused("b.png", "image");
  }

  @Test
  void theFolderThatAnArchiveUnpacksToIsFound() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("cifar-100-binary"));
    Files.write(inner.resolve("train.bin"), cifar(2, 100, 100));
    Files.write(inner.resolve("test.bin"), cifar(2, 10, 100));
    assertThat(DataSets.open(folder).name()).isEqualTo("cifar100");
    Files.createDirectories(folder.resolve("another"));
    refused("no known data set");
  }

  @Test
  void foldersWithoutAKnownDataSetAreRefused() throws IOException {
    refused("no known data set");
    Files.createDirectories(folder.resolve("train/one"));
    refused("no known data set");
    Files.createDirectories(folder.resolve("train/two"));
    refused("no JPEG or PNG");
    assertThatThrownBy(() -> DataSets.open(folder.resolve("absent")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no folder");
  }
}
