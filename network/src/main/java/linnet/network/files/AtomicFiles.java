// SPDX-License-Identifier: Apache-2.0
package linnet.network.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import linnet.network.InputException;

/**
 * Writes files so that a reader, or a crash at any instant, sees the old content or the new one and
 * never a part: temporary file beside the target, forced to disk, renamed over the target.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Produces the content of one file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to the stream, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, creating its folder if needed. On failure the target is as it was.
   *
   * @throws InputException in one sentence if the disk is full or the folder cannot be written
   */
  public static void write(Path target, Content content) {
    Path temporary = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.createDirectories(folderOf(target));
      writeAndForce(temporary, content);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(folderOf(target));
    } catch (IOException e) {
      discard(temporary, e);
      throw failure(target, e);
    }
  }

  /** Writes a text file in UTF-8, as {@link #write(Path, Content)}. */
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The sentence for a failed write of this file: a full disk is called one. */
  public static InputException failure(Path target, IOException cause) {
    if (isDiskFull(target, cause)) {
      return new InputException(
          "The disk is full: %s could not be written, and what stood there before is unchanged; free some space and run the command again."
              .formatted(target),
          cause);
    }
    return new InputException(
        "%s could not be written (%s); check that the folder exists and may be written."
            .formatted(target, reason(cause)),
        cause);
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new InputException("%s is no file that could be written.".formatted(file));
    }
    return parent;
  }

  /** Whether a failure, or what caused it, is that a disk or a quota is used up. */
  public static boolean isDiskFull(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      if (at instanceof IOException
          && (message.contains("No space left") || message.contains("Disk quota exceeded"))) {
        return true;
      }
    }
    return false;
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private static boolean isDiskFull(Path target, IOException cause) {
    if (isDiskFull(cause)) {
      return true;
    }
    try {
      FileStore store = Files.getFileStore(folderOf(target));
      return store.getUsableSpace() == 0;
    } catch (IOException unknown) {
      cause.addSuppressed(unknown);
      return false;
    }
  }

  private static void writeAndForce(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true); // makes the rename itself durable
    }
  }

  private static void discard(Path temporary, IOException cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
