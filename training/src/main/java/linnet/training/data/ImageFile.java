// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import linnet.network.InputException;
import linnet.network.Shape;
import org.jspecify.annotations.Nullable;

/** Decodes one JPEG or PNG file to red, green and blue planes; greyscale gives three equal ones. */
final class ImageFile {
  static {
    ImageIO.setUseCache(false); // images are small: no temporary files
  }

  private ImageFile() {}

  /** Shape {@code [3, H, W]} of the file's image. */
  static Shape size(Path file) {
    BufferedImage image = decode(file);
    return new Shape(3, image.getHeight(), image.getWidth());
  }

  /**
   * Writes the planes of an image into an array.
   *
   * @param resize whether to fit images of other sizes: the largest centred part of the wanted
   *     proportions, scaled; else they are an error
   */
  static void read(Path file, Shape shape, boolean resize, byte[] to, int at) {
    BufferedImage image = decode(file);
    boolean fits = image.getWidth() == shape.width() && image.getHeight() == shape.height();
    if (!fits && !resize) {
      throw new InputException(
          "%s has %dx%d pixels, but the first image %dx%d; choose an image size to resize to."
              .formatted(file, image.getWidth(), image.getHeight(), shape.width(), shape.height()));
    }
    planes(fits ? image : fitted(image, shape), shape, to, at);
  }

  private static BufferedImage decode(Path file) {
    byte[] bytes = DataFiles.readAll(file);
    @Nullable BufferedImage image;
    try {
      image = ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // ImageIO's readers throw unchecked exceptions at some corrupt files
      throw new InputException("%s is no readable image; it is corrupt.".formatted(file), e);
    }
    if (image == null) {
      throw new InputException("%s is no JPEG or PNG image.".formatted(file));
    }
    return image;
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
