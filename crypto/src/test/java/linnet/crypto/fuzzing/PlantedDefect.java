// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.fuzzing;

/**
 * A target that fails on what random bytes practically never give, so that the fuzzer is tested.
 */
public final class PlantedDefect {
  private PlantedDefect() {}

  /** Fails on input that begins with "LiNn", each letter behind a branch of its own. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length > 3 && data[0] == 'L') {
      if (data[1] == 'i') {
        if (data[2] == 'N') {
          if (data[3] == 'n') {
            throw new IllegalStateException("the planted defect");
          }
        }
      }
    }
  }
}
