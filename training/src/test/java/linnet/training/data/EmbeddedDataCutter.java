// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Cuts the embedded subset out of the published Fashion-MNIST files: of each part, a stratified
 * sample, seeded, in the original order. Arguments: the folder with the four files, and the folder
 * to write. The same input gives the same pixels everywhere (and the same bytes with one zlib).
 */
final class EmbeddedDataCutter {
  static final int TRAIN = 11_000;
  static final int TEST = 4_000;
  private static final long SEED = 20_261_121;

  private EmbeddedDataCutter() {}

  public static void main(String[] arguments) throws Exception {
    Path to = Path.of(arguments[1]);
    Files.createDirectories(to);
    DataSet all = DataSets.open(Path.of(arguments[0]));
    StringBuilder sums = new StringBuilder();
    write(to, "train", cut(all.train(), TRAIN), sums);
    write(to, "t10k", cut(all.test(), TEST), sums);
    Files.writeString(to.resolve("SHA256SUMS"), sums);
  }

  /** The stratified sample that the embedded files hold. */
  static ImageSet cut(ImageSet images, int count) {
    return Split.stratified(images, count, SEED).validation();
  }

  private static void write(Path to, String part, ImageSet images, StringBuilder sums)
      throws Exception {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    header(pixels, 0x0803, images.size(), images.shape().height(), images.shape().width());
    header(labels, 0x0801, images.size());
    for (int i = 0; i < images.size(); i++) {
      pixels.writeBytes(images.image(i));
      labels.write(images.label(i));
    }
    save(to.resolve(part + "-images-idx3-ubyte.gz"), pixels.toByteArray(), sums);
    save(to.resolve(part + "-labels-idx1-ubyte.gz"), labels.toByteArray(), sums);
  }

  private static void header(OutputStream to, int... numbers) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static void save(Path file, byte[] content, StringBuilder sums) throws Exception {
    try (OutputStream out = new BestGzip(Files.newOutputStream(file))) {
      out.write(content);
    }
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    sums.append(HexFormat.of().formatHex(sum)).append("  ").append(file.getFileName()).append('\n');
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
