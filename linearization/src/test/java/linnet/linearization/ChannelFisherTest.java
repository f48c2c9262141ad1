// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ChannelFisherTest {
  /** Two images of a channel of two units, and another; all inputs are -1. */
  private static final float[] NEGATIVE = {-1, -1, -1, -1, -1, -1, -1, -1};

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static float[] first(float... gradients) {
    try (ChannelFisher channels = new ChannelFisher(TwoSites.NETWORK, 0.8)) {
      Scope.run(() -> channels.add(TwoSites.pass(NEGATIVE, gradients), 2));
      return Objects.requireNonNull(channels.scores().get("first"));
    }
  }

  @Test
  void gatesThatPullAlikeCountLikeOneOfThemAndOppositeOnesNothing() {
    // each gate has the gradient 2 in size (times two images); of single units the mean is 2 both
    assertThat(first(1, 1, 1, -1, 1, 1, -1, 1)).containsExactly(2, 0);
  }

  @Test
  void independentGatesCountLessThanOneOfThem() {
    // sums 4 and 0: sqrt(16 / 2) / 2
    float root = (float) Math.sqrt(2);
    assertThat(first(1, 1, 1, 1, 1, -1, -1, 1))
        .containsExactly(new float[] {root, root}, within(1e-6f));
  }

  @Test
  void laterBatchesBlendIntoTheAverageAndASavedOneGoesOn() {
    try (ChannelFisher before = new ChannelFisher(TwoSites.NETWORK, 0.75);
        ChannelFisher after = new ChannelFisher(TwoSites.NETWORK, 0.75)) {
      Scope.run(() -> before.add(TwoSites.pass(NEGATIVE, new float[] {1, 1, 0, 0, 1, 1, 0, 0}), 2));
      after.restore(before.save());
      Scope.run(() -> after.add(TwoSites.pass(NEGATIVE, new float[] {0, 0, 1, 1, 0, 0, 1, 1}), 2));
      // squares of sums are 16: 0.75 and 0.25 of them
      assertThat(Objects.requireNonNull(after.scores().get("first")))
          .containsExactly(new float[] {(float) Math.sqrt(12) / 2, 1}, within(1e-6f));
    }
  }
}
