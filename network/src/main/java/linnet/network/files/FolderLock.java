// SPDX-License-Identifier: Apache-2.0
package linnet.network.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import linnet.network.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes out of a folder while this one works there. The system gives the lock back
 * when a process ends, however it ends. On a file system that knows no locks, nobody is kept out.
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = ".lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder, which is created if needed.
   *
   * @throws InputException in one sentence if another process has it, or the folder cannot be
   *     written
   */
  public static FolderLock of(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        throw new InputException(
            "Another process works in %s; wait until it ends, or stop it and try again."
                .formatted(folder));
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      throw AtomicFiles.failure(file, e);
    }
  }

  /**
   * Does work in a folder while nobody else may.
   *
   * @throws InputException as {@link #of}
   */
  public static void during(Path folder, Runnable work) {
    FolderLock lock = of(folder);
    try {
      work.run();
    } finally {
      lock.close();
    }
  }

  private static boolean isTaken(FileChannel channel) {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return true;
    } catch (IOException noLocksHere) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new InputException("The lock of a folder could not be given back.", e);
    }
  }
}
