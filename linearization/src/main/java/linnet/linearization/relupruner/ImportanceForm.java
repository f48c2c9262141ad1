// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The two forms of ReLUPruner's importance: the paper's and that of the code which its authors
 * released. In both, g is the gradient of the loss at a unit's output, z its input, A the share of
 * images with negative z over the last batches, and H a moving average of {@code E[g^2]}, which
 * stands for the second derivative. (The paper writes the gradient at z; at a kept unit that is
 * zero just where the ReLU does something, so the released code takes the one at the output.)
 */
public enum ImportanceForm {
  /**
   * {@code (E|g (relu(z) - z)| + H E[(relu(z) - z)^2]) A}, times the layer's weight {@code E||g||_2
   * sqrt(E[g^2])}. Gradients are those of single images: with those of the mean loss of N, the
   * first order would be smaller by N and the second by its square. Even so the second is about the
   * square of the first, so it counts only where {@code |g z|} is not far below 1. (A Taylor
   * expansion would halve it; the paper does not.)
   */
  PAPER {
    @Override
    double gradientScale(int images) {
      return images; // the loss is a mean over them
    }

    @Override
    Tensor unit(Tensor gradient, double scale, Tensor z, Tensor curvature, Tensor negative) {
      Tensor change = z.clamp_max(new Scalar(0.0));
      Tensor first = scaledMean(gradient.mul(change).abs_(), scale);
      Tensor second = Tensors.meanOverImages(change.mul(change)).mul_(curvature);
      return first.add_(second).mul_(negative);
    }

    @Override
    LayerWeights layerWeights() {
      return LayerWeights.RAW;
    }
  },
  /**
   * {@code E|g z| A + H E[z^2] / 2}, with the gradients of the mean loss, times the layer's weight:
   * the paper's, {@linkplain LayerWeights#BOUNDED bounded}.
   */
  RELEASED {
    @Override
    double gradientScale(int images) {
      return 1;
    }

    @Override
    Tensor unit(Tensor gradient, double scale, Tensor z, Tensor curvature, Tensor negative) {
      Tensor first = scaledMean(gradient.mul(z).abs_(), scale).mul_(negative);
      Tensor second = Tensors.meanOverImages(z.mul(z)).mul_(curvature);
      return Tensors.addInPlace(first, second, 0.5);
    }

    @Override
    LayerWeights layerWeights() {
      return LayerWeights.BOUNDED;
    }
  };

  /** What gradients of the mean loss of N images are multiplied by. */
  abstract double gradientScale(int images);

  /**
   * The importance of each unit within its layer.
   *
   * @param gradient {@code [N, C, H, W]} of the mean loss
   * @param scale what the gradient is to be multiplied by
   * @param z {@code [N, C, H, W]}
   * @param curvature H, {@code [C, H, W]}
   * @param negative A, {@code [C, H, W]}
   */
  abstract Tensor unit(Tensor gradient, double scale, Tensor z, Tensor curvature, Tensor negative);

  private static Tensor scaledMean(Tensor values, double scale) {
    return Tensors.timesInPlace(Tensors.meanOverImages(values), scale);
  }

  /** How the form weighs layers, unless an option says otherwise. */
  abstract LayerWeights layerWeights();
}
