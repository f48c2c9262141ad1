// SPDX-License-Identifier: Apache-2.0
package linnet.client;

import java.util.List;
import linnet.network.Shape;

/**
 * What a server offers, as far as everybody may know it.
 *
 * @param network name of the architecture
 * @param digest SHA-256 of the plan in hexadecimal, to insist on it next time
 * @param input shape {@code [C, H, W]} of an image
 * @param classNames by class index
 * @param keptUnits ReLUs that are computed privately, an image
 * @param logits whether the client learns all logits, and not the class alone
 * @param maxBatch most images of one round of messages; more are cut into several
 * @param dealer whether the server uses an insecure dealer: then it could see the images
 */
public record ServedModel(
    String network,
    String digest,
    Shape input,
    List<String> classNames,
    long keptUnits,
    boolean logits,
    int maxBatch,
    boolean dealer) {
  /** Copies the names. */
  public ServedModel {
    classNames = List.copyOf(classNames);
  }
}
