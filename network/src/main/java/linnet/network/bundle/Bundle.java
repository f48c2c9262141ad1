// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import java.util.List;
import linnet.network.InputException;
import linnet.network.Model;

/**
 * Everything needed to use a classifier.
 *
 * @param model network, weights and masks
 * @param preprocessing pixels to network input; one channel each of the network's input
 * @param classNames one per logit
 * @param provenance where the model comes from
 */
public record Bundle(
    Model model, Preprocessing preprocessing, List<String> classNames, Provenance provenance) {
  /** Rejects class names and preprocessing that do not fit the network. */
  public Bundle {
    classNames = List.copyOf(classNames);
    if (classNames.size() != model.network().classes()) {
      throw new InputException(
          "The bundle names %d classes, but its network has %d logits."
              .formatted(classNames.size(), model.network().classes()));
    }
    if (preprocessing.channels() != model.network().input().channels()) {
      throw new InputException(
          "The bundle's preprocessing has %d channels, but its network reads %d."
              .formatted(preprocessing.channels(), model.network().input().channels()));
    }
  }

  /** The same classifier with another model, for example with other masks and weights. */
  public Bundle withModel(Model other, Provenance from) {
    return new Bundle(other, preprocessing, classNames, from);
  }

  /**
   * The same classifier at one of its widths, as an ordinary bundle.
   *
   * @throws InputException if it is none of the network's widths
   */
  public Bundle at(double width) {
    return new Bundle(model.at(width), preprocessing, classNames, provenance);
  }
}
