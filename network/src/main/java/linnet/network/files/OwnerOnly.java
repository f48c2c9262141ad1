// SPDX-License-Identifier: Apache-2.0
package linnet.network.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may read, where the file system knows of owners. */
public final class OwnerOnly {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private OwnerOnly() {}

  /** What to create a file with. */
  public static FileAttribute<?>[] file() {
    return attributes("rw-------");
  }

  /** What to create a folder with. */
  public static FileAttribute<?>[] folder() {
    return attributes("rwx------");
  }

  /**
   * Whether others than the owner may read or write the file.
   *
   * @throws IOException if its permissions cannot be read
   */
  public static boolean isOpenToOthers(Path file) throws IOException {
    return POSIX
        && !Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE)
            .containsAll(Files.getPosixFilePermissions(file));
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
