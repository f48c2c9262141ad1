// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.util.Locale;

/** Why a request is not begun. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is counted in metrics. */
  enum Reason {
    /** No place for one more session. */
    FULL,
    /** Too much work at once. */
    BUSY,
    /** The quota of predictions. */
    PREDICTIONS,
    /** Too many prepared pieces wait. */
    PREPARED,
    /** The server is stopping. */
    STOPPING;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  Refusal(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
