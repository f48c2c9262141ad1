// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import linnet.network.bundle.BundleFiles;

/** Tells bundles from names of runs and networks. */
final class BundleFolder {
  private BundleFolder() {}

  /** Whether a bundle lies at this path. */
  static boolean is(String path) {
    try {
      return Files.isDirectory(Path.of(path)) && BundleFiles.isBundle(Path.of(path));
    } catch (InvalidPathException e) {
      return false; // no file could bear this name
    }
  }
}
