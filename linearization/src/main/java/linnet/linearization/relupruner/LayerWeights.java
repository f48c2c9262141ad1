// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

/** How the sensitivities of layers become the factors of their units' importances. */
public enum LayerWeights {
  /**
   * They are the factors, as in the paper. Nothing bounds them, so a layer that is a hundred times
   * as sensitive as another keeps all its units before that one keeps any of equal importance.
   */
  RAW {
    @Override
    float[] of(float[] sensitivities) {
      return sensitivities.clone();
    }
  },
  /**
   * Times {@code 1 + 0.2 l / (L - 1)} for the l-th of L layers, then scaled linearly to the range
   * from 0.1 (the least) to 1.1, as in the released code; 1 if all are equal.
   */
  BOUNDED {
    @Override
    float[] of(float[] sensitivities) {
      float[] weights = sensitivities.clone();
      float lowest = Float.POSITIVE_INFINITY;
      float highest = Float.NEGATIVE_INFINITY;
      for (int l = 0; l < weights.length; l++) {
        weights[l] *= 1 + DEPTH_BIAS * l / Math.max(1, weights.length - 1);
        lowest = Math.min(lowest, weights[l]);
        highest = Math.max(highest, weights[l]);
      }
      for (int l = 0; l < weights.length; l++) {
        weights[l] =
            highest > lowest ? (weights[l] - lowest) / (highest - lowest) + LEAST_WEIGHT : 1;
      }
      return weights;
    }
  };

  private static final float DEPTH_BIAS = 0.2f;
  private static final float LEAST_WEIGHT = 0.1f;

  /**
   * The factor of each layer.
   *
   * @param sensitivities {@code E||g||_2 sqrt(E[g^2])} of each, in the network's order
   */
  abstract float[] of(float[] sensitivities);
}
