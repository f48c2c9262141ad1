// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import org.jspecify.annotations.Nullable;

/** A checkpoint that cannot be used; the trainer falls back to the one before. */
final class CorruptCheckpoint extends Exception {
  private static final long serialVersionUID = 1L;

  /** The reason completes "..., because". */
  CorruptCheckpoint(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
