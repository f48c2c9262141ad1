// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The losses that training and linearization are made of, each a scalar tensor. */
public final class Losses {
  /** The temperature that SENet and its successors use for distillation. */
  public static final double TEMPERATURE = 4;

  private static final double SMALLEST_NORM = 1e-12;
  private static final double SMALLEST_LENGTH = 1e-6;

  private Losses() {}

  /**
   * Mean cross entropy of logits {@code [N, classes]} against labels {@code [N]}.
   *
   * <p>Multiplied by N, its gradient at an activation has the gradients of the single images in its
   * rows, as far as batch normalization does not couple them.
   */
  public static Tensor crossEntropy(Tensor logits, Tensor labels) {
    return torch.cross_entropy_loss(logits, labels);
  }

  /**
   * Knowledge distillation (Hinton et al. 2015, arXiv 1503.02531): {@code T^2 * KL(softmax(teacher
   * / T) || softmax(student / T))}, summed over classes and averaged over images.
   *
   * @param student logits {@code [N, classes]}
   * @param teacher logits {@code [N, classes]}, taken as constants
   */
  public static Tensor distillation(Tensor student, Tensor teacher, double temperature) {
    Tensor predicted = logProbabilities(student, temperature);
    Tensor wanted = logProbabilities(teacher.detach(), temperature);
    Tensor divergence = wanted.exp().mul(wanted.sub(predicted)).sum();
    return Tensors.times(divergence, temperature * temperature / student.size(0));
  }

  private static Tensor logProbabilities(Tensor logits, double temperature) {
    return Tensors.times(logits, 1 / temperature).log_softmax(1);
  }

  /**
   * SENet's post-ReLU activation mismatch: sum over stages of the mean squared difference of
   * attention maps, which are the means over channels of squared activations, with rows of norm 1.
   *
   * @param student outputs {@code [N, C, H, W]} of the stages
   * @param teacher the teacher's, of the same shapes, taken as constants
   */
  public static Tensor activationMismatch(List<Tensor> student, List<Tensor> teacher) {
    if (student.size() != teacher.size() || student.isEmpty()) {
      throw new IllegalArgumentException(
          "%d stages of the student, %d of the teacher".formatted(student.size(), teacher.size()));
    }
    Tensor total = null;
    for (int i = 0; i < student.size(); i++) {
      Tensor difference = attention(student.get(i)).sub(attention(teacher.get(i).detach()));
      Tensor term = difference.mul(difference).mean();
      total = total == null ? term : total.add(term);
    }
    return java.util.Objects.requireNonNull(total);
  }

  /**
   * Consistency of post-activations: the weighted sum over sites of {@code || a / ||a|| - b / ||b||
   * ||^2}, averaged over images, where a and b are an image's activations at a site, of student and
   * teacher. Between 0 (equal up to scale) and 4 at each site. Unlike {@link #activationMismatch}
   * it compares every unit, not a mean over channels.
   *
   * @param student outputs {@code [N, C, H, W]} of the sites
   * @param teacher the teacher's, of the same shapes, taken as constants
   * @param weights one for each site
   */
  public static Tensor consistency(List<Tensor> student, List<Tensor> teacher, double[] weights) {
    if (student.size() != teacher.size()
        || student.size() != weights.length
        || weights.length < 1) {
      throw new IllegalArgumentException(
          "%d sites of the student, %d of the teacher, %d weights"
              .formatted(student.size(), teacher.size(), weights.length));
    }
    Tensor total = Tensors.times(distance(student.get(0), teacher.get(0)), weights[0]);
    for (int i = 1; i < weights.length; i++) {
      Tensor term = Tensors.times(distance(student.get(i), teacher.get(i)), weights[i]);
      total = total.add(term);
    }
    return total;
  }

  private record Slope(Tensor value, Tensor gradient) {}

  /**
   * Squared distance of activations of norm 1. Its gradient is written out and in the activations'
   * own type: recorded and in fp32, this took a quarter of a search's time.
   */
  private static Tensor distance(Tensor student, Tensor teacher) {
    Tensor a = Tensors.rows(student);
    Slope slope = Scope.withoutGradients(() -> slope(a, Tensors.rows(teacher)));
    Tensor pull = a.mul(slope.gradient).sum().to(torch.ScalarType.Float);
    return slope.value.add(pull.sub(pull.detach())); // worth 0, but not its gradient
  }

  /** Of {@code 2 - 2 cos(a, b)}, averaged over rows, with respect to a. */
  private static Slope slope(Tensor a, Tensor b) {
    Tensor lengthA = column(Tensors.norms(a));
    Tensor lengthB = column(Tensors.norms(b));
    Tensor alive = positive(lengthA); // no gradient where there is no direction: it would be huge
    Tensor overLengths = alive.div(atLeastSmallest(lengthA).mul(atLeastSmallest(lengthB)));
    Tensor cosine = column(a.mul(b).sum(1)).mul(overLengths);
    Tensor value = alive.add(positive(lengthB)).sub(Tensors.times(cosine, 2)).mean();
    double share = 2.0 / a.size(0);
    Tensor towards = Tensors.times(overLengths, -share).to(a.scalar_type());
    Tensor outwards =
        Tensors.times(cosine.div(atLeastSmallest(lengthA).square()), share).to(a.scalar_type());
    return new Slope(value, b.mul(towards).addcmul_(a, outwards, new Scalar(1.0)));
  }

  private static Tensor column(Tensor values) {
    return values.to(torch.ScalarType.Float).view(-1, 1);
  }

  private static Tensor positive(Tensor lengths) {
    return lengths.gt(new Scalar(SMALLEST_LENGTH)).to(torch.ScalarType.Float);
  }

  private static Tensor atLeastSmallest(Tensor lengths) {
    return lengths.clamp_min(new Scalar(SMALLEST_LENGTH));
  }

  /** Rows {@code [N, H * W]} of norm 1. */
  private static Tensor attention(Tensor activation) {
    Tensor wide = activation.to(torch.ScalarType.Float);
    Tensor map = wide.mul(wide).mean(1).flatten(1, -1);
    Tensor norm = map.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, true);
    return map.div(norm.clamp_min(new Scalar(SMALLEST_NORM)));
  }
}
