// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.time.Duration;
import linnet.network.InputException;

/**
 * What one client may use. Queries are what steals models (Tramèr et al., USENIX Security 2016), so
 * whoever serves strangers should set these.
 *
 * @param predictions images classified in one window
 * @param window how long a window is; it begins at multiples of its length since the epoch
 * @param prepared unspent pieces of material that a client may have waiting
 */
public record Quotas(long predictions, Duration window, long prepared) {
  /** No limit on predictions, at most 10,000 pieces waiting. */
  public static final Quotas DEFAULT = new Quotas(Long.MAX_VALUE, Duration.ofDays(1), 10_000);

  /** Rejects limits below 1 and windows below a second. */
  public Quotas {
    if (predictions < 1 || prepared < 1 || window.toSeconds() < 1) {
      throw new InputException(
          "A quota allows at least 1 prediction and 1 piece, in windows of at least a second.");
    }
  }

  /** The same with another limit on predictions. */
  public Quotas withPredictions(long limit, Duration inWindow) {
    return new Quotas(limit, inWindow, prepared);
  }

  /** The same with another limit on pieces waiting. */
  public Quotas withPrepared(long limit) {
    return new Quotas(predictions, window, limit);
  }
}
