// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

/** The words about the one insecure part, the same at both ends. */
final class Dealer {
  private Dealer() {}

  static void warn(Console console) {
    console.warning(
        "an INSECURE TRUSTED DEALER in the server's process stands in for the encryption of"
            + " linear layers: a server that looks can read the images. Do not use it for images"
            + " that matter.");
  }
}
