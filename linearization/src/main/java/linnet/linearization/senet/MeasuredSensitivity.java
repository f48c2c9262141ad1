// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.nio.file.Path;
import linnet.network.InputException;

/**
 * A sensitivity with what is known of its measurement.
 *
 * @param values of the sites
 * @param density the proxy density that it was measured at
 * @param file that keeps it
 */
public record MeasuredSensitivity(ReluSensitivity values, double density, Path file) {
  /**
   * The values, which must have been measured at a proxy density.
   *
   * @throws InputException if they were measured at another one
   */
  public ReluSensitivity at(double wanted) {
    if (density != wanted) {
      throw new InputException(
          "The sensitivity %s was measured at the proxy density %s, not %s; set proxy-density=%s, or measure it again with: linnet sensitivity RUN --density %s."
              .formatted(file, density, wanted, density, wanted));
    }
    return values;
  }
}
