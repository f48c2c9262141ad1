// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linnet.inference.material.PieceId;
import linnet.network.files.OwnerOnly;

/**
 * The files of a store: {@code pieces/ID}, and {@code pieces/ID.PROCESS-START.part} while one is
 * being written by that process.
 */
final class PieceFiles {
  static final String FOLDER = "pieces";
  private static final Pattern NAME =
      Pattern.compile("([0-9a-f]{32})(?:\\.(\\d{1,18})-(\\d{1,18})\\.part)?");
  private static final int CLOCK_SECONDS = 60;

  /** Writes one file's content. */
  @FunctionalInterface
  interface Content {
    void writeTo(WritableByteChannel out) throws IOException, GeneralSecurityException;
  }

  /** What a sweep removed. */
  record Swept(int files, long bytes) {}

  private final Path folder;

  PieceFiles(Path store) {
    this.folder = store.resolve(FOLDER);
  }

  Path path(PieceId id) {
    return folder.resolve(id.toString());
  }

  Path temporary(PieceId id) {
    ProcessHandle process = ProcessHandle.current();
    return folder.resolve("%s.%d-%d.part".formatted(id, process.pid(), startSecond(process)));
  }

  /** Writes a temporary file, down to the disk. */
  void write(Path temporary, Content content) throws IOException, GeneralSecurityException {
    Files.createDirectories(folder, OwnerOnly.folder());
    Set<StandardOpenOption> newFile =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(temporary, newFile, OwnerOnly.file())) {
      content.writeTo(channel);
      channel.force(true);
    }
  }

  /** Gives a temporary file its name, down to the disk. */
  void publish(Path temporary, PieceId id) throws IOException {
    Files.move(temporary, path(id), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Counts, and removes unless told not to, what belongs to no unspent piece and to no process that
   * is writing. To be called inside a write transaction: then no other process is between naming a
   * file and committing its row.
   */
  Swept sweep(Set<PieceId> unspent, boolean remove) throws IOException {
    int files = 0;
    long bytes = 0;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (isLitter(entry, unspent)) {
            files++;
            bytes += Files.size(entry);
            if (remove) {
              Files.delete(entry);
            }
          }
        }
      }
    }
    return new Swept(files, bytes);
  }

  private static boolean isLitter(Path entry, Set<PieceId> unspent) {
    Matcher name = NAME.matcher(entry.getFileName().toString());
    if (!name.matches()) {
      return false; // not ours
    }
    return name.group(2) == null
        ? !unspent.contains(PieceId.parse(name.group(1)))
        : !isRunning(Long.parseLong(name.group(2)), Long.parseLong(name.group(3)));
  }

  /** Whether this process runs, and not a later one with its number. */
  private static boolean isRunning(long number, long start) {
    return ProcessHandle.of(number)
        .map(process -> Math.abs(startSecond(process) - start) <= CLOCK_SECONDS)
        .orElse(false);
  }

  private static long startSecond(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }
}
