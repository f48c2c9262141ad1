// SPDX-License-Identifier: Apache-2.0
package linnet.network.images;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import linnet.network.InputException;
import linnet.network.Shape;
import linnet.network.files.AtomicFiles;
import org.jspecify.annotations.Nullable;

/**
 * Single JPEG and PNG files as unsigned bytes {@code [C, H, W]}, C 1 (grey) or 3 (red, green,
 * blue).
 */
public final class ImageFile {
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png");
  private static final long LARGEST = 1L << 28;

  static {
    ImageIO.setUseCache(false); // images are small: no temporary files
  }

  private ImageFile() {}

  /** Whether the path is a file whose name ends like a JPEG's or PNG's. */
  public static boolean isImage(Path path) {
    String name = path.toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ENDINGS.contains(ending) && Files.isRegularFile(path);
  }

  /**
   * Shape {@code [3, H, W]} of a file's image.
   *
   * @throws InputException naming the file if it is missing, corrupt or no image
   */
  public static Shape size(Path file) {
    BufferedImage image = decode(file);
    return new Shape(3, image.getHeight(), image.getWidth());
  }

  /**
   * Reads an image as a network wants it. Images of other sizes are fitted: the largest centred
   * part of the wanted proportions, scaled. Colours become grey by their luma (ITU-R BT.601) if one
   * channel is wanted.
   *
   * @param shape with 1 or 3 channels
   * @throws InputException naming the file if it is missing, corrupt or no image
   */
  public static byte[] read(Path file, Shape shape) {
    return pixels(decode(file), shape, file.toString());
  }

  /**
   * The pixels of an image in memory as a network wants them, as {@link #read(Path, Shape)}.
   *
   * @param shape with 1 or 3 channels
   * @throws InputException if the network wants other channels
   */
  public static byte[] pixels(BufferedImage image, Shape shape) {
    return pixels(image, shape, "An image");
  }

  private static byte[] pixels(BufferedImage image, Shape shape, String name) {
    Shape colours = new Shape(3, shape.height(), shape.width());
    byte[] planes = new byte[colours.units()];
    planes(fitting(image, colours), colours, planes, 0);
    return switch (shape.channels()) {
      case 1 -> luma(planes);
      case 3 -> planes;
      default ->
          throw new InputException(
              "%s has 1 or 3 channels, but the network wants images of %s.".formatted(name, shape));
    };
  }

  /**
   * Writes the three planes of an image into an array.
   *
   * @param shape {@code [3, H, W]}
   * @param resize whether to fit images of other sizes: the largest centred part of the wanted
   *     proportions, scaled; else they are an error
   * @throws InputException naming the file if it is missing, corrupt, no image or of another size
   */
  public static void read(Path file, Shape shape, boolean resize, byte[] to, int at) {
    BufferedImage image = decode(file);
    if (!fits(image, shape) && !resize) {
      throw new InputException(
          "%s has %dx%d pixels, but the first image %dx%d; choose an image size to resize to."
              .formatted(file, image.getWidth(), image.getHeight(), shape.width(), shape.height()));
    }
    planes(fitting(image, shape), shape, to, at);
  }

  private static boolean fits(BufferedImage image, Shape shape) {
    return image.getWidth() == shape.width() && image.getHeight() == shape.height();
  }

  private static BufferedImage fitting(BufferedImage image, Shape shape) {
    return fits(image, shape) ? image : fitted(image, shape);
  }

  /**
   * Writes an image as a PNG file, which {@link #read(Path, Shape)} reads back exactly.
   *
   * @param shape with 1 or 3 channels
   * @param pixels unsigned bytes {@code [C, H, W]}
   */
  public static void writePng(Path file, Shape shape, byte[] pixels) {
    boolean grey = shape.channels() == 1;
    BufferedImage image =
        new BufferedImage(
            shape.width(),
            shape.height(),
            grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < pixels.length; i++) {
      int position = i % shape.plane();
      int band = i / shape.plane();
      image
          .getRaster()
          .setSample(position % shape.width(), position / shape.width(), band, pixels[i] & 0xFF);
    }
    AtomicFiles.write(file, out -> ImageIO.write(image, "png", out));
  }

  private static byte[] luma(byte[] planes) {
    byte[] grey = new byte[planes.length / 3];
    for (int i = 0; i < grey.length; i++) {
      int red = planes[i] & 0xFF;
      int green = planes[i + grey.length] & 0xFF;
      int blue = planes[i + 2 * grey.length] & 0xFF;
      grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return grey;
  }

  private static BufferedImage decode(Path file) {
    @Nullable BufferedImage image;
    try {
      image = ImageIO.read(new ByteArrayInputStream(bytes(file)));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // ImageIO's readers throw unchecked exceptions at some corrupt files
      throw new InputException("%s is no readable image; it is corrupt.".formatted(file), e);
    }
    if (image == null) {
      throw new InputException("%s is no JPEG or PNG image.".formatted(file));
    }
    return image;
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new InputException(
            "%s is larger than 256 MiB, too large for an image.".formatted(file));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(
          "The image %s could not be read; check that it exists and may be read.".formatted(file),
          e);
    }
  }

  private static BufferedImage fitted(BufferedImage image, Shape shape) {
    BufferedImage from = image;
    // halving first: one bilinear step over more than a factor of 2 would skip pixels
    while (from.getWidth() >= 2 * shape.width() && from.getHeight() >= 2 * shape.height()) {
      from =
          scaled(
              from,
              0,
              0,
              from.getWidth(),
              from.getHeight(),
              from.getWidth() / 2,
              from.getHeight() / 2);
    }
    double scale =
        Math.min(
            from.getWidth() / (double) shape.width(), from.getHeight() / (double) shape.height());
    int width = (int) Math.max(1, Math.round(shape.width() * scale));
    int height = (int) Math.max(1, Math.round(shape.height() * scale));
    int x = (from.getWidth() - width) / 2;
    int y = (from.getHeight() - height) / 2;
    return scaled(from, x, y, width, height, shape.width(), shape.height());
  }

  private static BufferedImage scaled(
      BufferedImage from, int x, int y, int width, int height, int toWidth, int toHeight) {
    BufferedImage to = new BufferedImage(toWidth, toHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = to.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(from, 0, 0, toWidth, toHeight, x, y, x + width, y + height, null);
    graphics.dispose();
    return to;
  }

  private static void planes(BufferedImage image, Shape shape, byte[] to, int at) {
    int plane = shape.plane();
    boolean grey =
        image.getRaster().getNumBands() == 1 && image.getColorModel().getPixelSize() == 8;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int position = at + y * shape.width() + x;
        // getRGB would apply a gamma curve to greyscale files
        int rgb = grey ? image.getRaster().getSample(x, y, 0) * 0x010101 : image.getRGB(x, y);
        to[position] = (byte) (rgb >> 16);
        to[position + plane] = (byte) (rgb >> 8);
        to[position + 2 * plane] = (byte) rgb;
      }
    }
  }
}
