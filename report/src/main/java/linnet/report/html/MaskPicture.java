// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import linnet.network.Mask;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.report.Figures;

/** A mask as a picture: one tile for each channel, one square for each unit. */
final class MaskPicture {
  /** Channels shown at most; wide sites have hundreds that look alike. */
  static final int MOST_CHANNELS = 64;

  private static final int TILE_PIXELS = 56;
  private static final int GAP = 4;
  private static final int LINEAR = 1;
  private static final int KEPT = 2;
  // Gaps are clear and linear units half clear, so that the picture suits light and dark pages.
  private static final IndexColorModel COLOURS =
      new IndexColorModel(
          2,
          3,
          new byte[] {0, (byte) 128, (byte) 214},
          new byte[] {0, (byte) 128, 84},
          new byte[] {0, (byte) 128, 56},
          new byte[] {0, 64, (byte) 255});

  private final Mask mask;
  private final int channels;
  private final int scale;
  private final int columns;

  private MaskPicture(Mask mask) {
    this.mask = mask;
    channels = Math.min(mask.shape().channels(), MOST_CHANNELS);
    scale = Math.max(1, TILE_PIXELS / Math.max(mask.shape().width(), mask.shape().height()));
    columns = Math.min(channels, tileWidth() > 2 * TILE_PIXELS ? 8 : 16);
  }

  /** The picture of a site's mask, with a caption. */
  static Element figure(Site site, Mask mask) {
    MaskPicture picture = new MaskPicture(mask);
    Element image =
        Element.of("img")
            .with("src", "data:image/png;base64," + picture.png())
            .with("width", picture.width())
            .with("height", picture.height())
            .with("alt", picture.description(site));
    return Element.of("figure")
        .styled("mask")
        .add(
            Element.of("figcaption")
                .add(Element.of("strong", site.name()))
                .text(" " + picture.caption(site)),
            Element.of("div").styled("scroll").add(image));
  }

  private String caption(Site site) {
    Shape shape = mask.shape();
    String shown =
        channels < shape.channels()
            ? ", the first %d of %d channels shown".formatted(channels, shape.channels())
            : "";
    return "%s, %s of %s units stay (%s)%s"
        .formatted(
            shape,
            Figures.count(mask.kept()),
            Figures.count(site.units()),
            Figures.share(mask.kept(), site.units()),
            shown);
  }

  private String description(Site site) {
    int[] perChannel = mask.keptPerChannel();
    long empty = IntStream.of(perChannel).filter(kept -> kept == 0).count();
    long full = IntStream.of(perChannel).filter(kept -> kept == mask.shape().plane()).count();
    return "Mask of %s: of %d channels, %d keep no unit, %d keep all, %d keep some."
        .formatted(site.name(), perChannel.length, empty, full, perChannel.length - empty - full);
  }

  private String png() {
    BufferedImage image =
        new BufferedImage(width(), height(), BufferedImage.TYPE_BYTE_BINARY, COLOURS);
    for (int channel = 0; channel < channels; channel++) {
      paintTile(image, channel);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }

  private void paintTile(BufferedImage image, int channel) {
    int left = channel % columns * tileWidth();
    int top = channel / columns * tileHeight();
    int first = channel * mask.shape().plane();
    for (int unit = 0; unit < mask.shape().plane(); unit++) {
      int x = left + unit % mask.shape().width() * scale;
      int y = top + unit / mask.shape().width() * scale;
      paintUnit(image, x, y, mask.keeps(first + unit) ? KEPT : LINEAR);
    }
  }

  private void paintUnit(BufferedImage image, int x, int y, int colour) {
    int[] square = new int[scale * scale];
    Arrays.fill(square, colour);
    image.getRaster().setPixels(x, y, scale, scale, square);
  }

  private int tileWidth() {
    return mask.shape().width() * scale + GAP;
  }

  private int tileHeight() {
    return mask.shape().height() * scale + GAP;
  }

  private int width() {
    return columns * tileWidth() - GAP;
  }

  private int height() {
    return (channels + columns - 1) / columns * tileHeight() - GAP;
  }
}
