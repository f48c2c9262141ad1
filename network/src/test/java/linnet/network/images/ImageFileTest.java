// SPDX-License-Identifier: Apache-2.0
package linnet.network.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import linnet.network.InputException;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aWrittenImageReadsBackExactly(int channels) {
    Shape shape = new Shape(channels, 5, 7);
    byte[] pixels = new byte[shape.units()];
    new Random(channels).nextBytes(pixels);
    Path file = folder.resolve("image.png");

    ImageFile.writePng(file, shape, pixels);

    assertThat(ImageFile.read(file, shape)).isEqualTo(pixels);
    assertThat(ImageFile.size(file)).isEqualTo(new Shape(3, 5, 7));
  }

  @Test
  void aColouredImageBecomesGreyByItsLuma() {
    Path file = folder.resolve("red.png");
    ImageFile.writePng(file, new Shape(3, 1, 1), new byte[] {(byte) 200, 100, 50});

    byte[] grey = ImageFile.read(file, new Shape(1, 1, 1));

    assertThat(grey[0] & 0xFF).isEqualTo(124); // 0.299 * 200 + 0.587 * 100 + 0.114 * 50
  }

  @Test
  void anImageOfAnotherSizeIsFitted() {
    Path file = folder.resolve("grey.png");
    byte[] constant = new byte[12 * 20];
    java.util.Arrays.fill(constant, (byte) 77);
    ImageFile.writePng(file, new Shape(1, 12, 20), constant);

    assertThat(ImageFile.read(file, new Shape(1, 4, 4))).containsOnly(77).hasSize(16);
  }

  @Test
  void aFileThatIsNoImageIsNamedInOneSentence() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no image");

    assertThatThrownBy(() -> ImageFile.read(text, new Shape(1, 2, 2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("text.png");
    assertThatThrownBy(() -> ImageFile.read(folder.resolve("none.png"), new Shape(1, 2, 2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.png");
  }

  @Test
  void onlyFilesWithAnImagesEndingCount() throws IOException {
    assertThat(ImageFile.isImage(Files.createFile(folder.resolve("a.JPG")))).isTrue();
    assertThat(ImageFile.isImage(Files.createFile(folder.resolve("a.txt")))).isFalse();
    assertThat(ImageFile.isImage(folder)).isFalse();
  }
}
