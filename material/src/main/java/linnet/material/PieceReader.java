// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PieceId;
import linnet.network.InputException;
import org.jspecify.annotations.Nullable;

/** The file of a piece that is being claimed: opened while it is there, read once it is spent. */
final class PieceReader implements AutoCloseable {
  private final Path file;
  private @Nullable FileChannel channel;
  private @Nullable IOException failure;

  PieceReader(Path file) {
    this.file = file;
  }

  /** Opens the file; a failure is kept for {@link #read}, for the piece is to be spent anyway. */
  void open() {
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * The payload of so many bytes.
   *
   * @throws InputException if the file is lost, damaged or unreadable
   */
  byte[] read(PieceCipher cipher, MaterialPool pool, PieceId id, long bytes) {
    try {
      FileChannel opened = opened();
      if (bytes < 0
          || bytes > Integer.MAX_VALUE - 8
          || opened.size() != PieceCipher.sealedBytes(bytes)) {
        throw damaged(id, "its file has the wrong size", null);
      }
      return cipher.open(pool, id, opened, (int) bytes);
    } catch (NoSuchFileException e) {
      throw damaged(id, "its file is gone", e);
    } catch (GeneralSecurityException e) {
      throw damaged(id, "its file was changed", e);
    } catch (IOException e) {
      throw damaged(id, "its file cannot be read: " + e.getMessage(), e);
    }
  }

  private FileChannel opened() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (channel == null) {
      throw new IllegalStateException("A piece is opened before it is read.");
    }
    return channel;
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new InputException("%s could not be closed.".formatted(file), e);
      }
    }
  }

  private static InputException damaged(PieceId id, String why, @Nullable Exception cause) {
    String sentence =
        "The piece of material %s is lost (%s); it counts as spent, and the others are not affected."
            .formatted(id, why);
    return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
  }
}
