// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.time.Duration;
import linnet.inference.protocol.ServerInference;
import linnet.inference.protocol.ServerSettings;
import linnet.network.InputException;

/**
 * How much a server does at once, over all clients. Memory is bounded by the product of these and
 * what one piece and one image take.
 *
 * @param sessions clients at once; more are turned away with a sentence
 * @param pieces under preparation at once
 * @param images under classification at once
 * @param patience how long a request waits for others to finish before it is refused
 */
public record SessionLimits(int sessions, int pieces, int images, Duration patience) {
  /** 32 sessions, 128 pieces and 128 images at once, a minute of patience. */
  public static final SessionLimits DEFAULT =
      new SessionLimits(32, 128, 128, Duration.ofMinutes(1));

  /** Rejects what would serve nobody. */
  public SessionLimits {
    if (sessions < 1 || pieces < 1 || images < 1 || patience.isNegative()) {
      throw new InputException(
          "A server needs room for at least 1 client, 1 piece and 1 image, not %d, %d and %d."
              .formatted(sessions, pieces, images));
    }
  }

  /** The same with another number of clients at once. */
  public SessionLimits withSessions(int other) {
    return new SessionLimits(other, pieces, images, patience);
  }

  /** The same with other bounds on work at once. */
  public SessionLimits withWork(int otherPieces, int otherImages, Duration otherPatience) {
    return new SessionLimits(sessions, otherPieces, otherImages, otherPatience);
  }

  /**
   * The same, less where memory is: what fits once may not be under way twice. A server whose own
   * limits are lower than memory allows is not restricted further.
   */
  SessionLimits inMemoryOf(ServerInference inference, ServerSettings settings) {
    return withWork(
        room(pieces, inference.maxPrepare(), settings.maxPrepare()),
        room(images, inference.maxBatch(), settings.maxBatch()),
        patience);
  }

  private static int room(int limit, int fits, int wanted) {
    return fits < wanted ? Math.min(limit, fits) : limit;
  }
}
