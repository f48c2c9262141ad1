// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;
import java.util.stream.IntStream;

/** What weights have to be like for the parameters and the exact products. */
final class WeightChecks {
  private WeightChecks() {}

  /**
   * Checks that there are weights for every convolution.
   *
   * @throws IllegalArgumentException if not
   */
  static void requireSizes(List<LinearJob> jobs, List<List<long[]>> weights) {
    require(jobs.size() == weights.size(), "jobs", jobs.size(), weights.size());
    for (int job = 0; job < jobs.size(); job++) {
      List<ConvolutionShape> shapes = jobs.get(job).convolutions();
      List<long[]> own = weights.get(job);
      require(shapes.size() == own.size(), "convolutions", shapes.size(), own.size());
      for (int i = 0; i < shapes.size(); i++) {
        int due = shapes.get(i).weightCount();
        require(due == own.get(i).length, "weights", due, own.get(i).length);
      }
    }
  }

  private static void require(boolean holds, String what, int due, int given) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the server's linear layers have %d %s where %d are due".formatted(given, what, due));
    }
  }

  /**
   * Checks that sums in doubles stay exact.
   *
   * @throws NoiseException if the weights of an output channel add up to too much
   */
  static void requireAbsoluteSums(List<LinearJob> jobs, List<List<long[]>> weights) {
    for (int job = 0; job < jobs.size(); job++) {
      List<ConvolutionShape> shapes = jobs.get(job).convolutions();
      for (int i = 0; i < shapes.size(); i++) {
        long sum = WeightSlicer.largestWeightSum(shapes.get(i), weights.get(job).get(i));
        if (sum >= NoiseAnalysis.ABSOLUTE_SUM_BOUND) {
          throw new NoiseException(
              "The weights of an output of %s add up to %d in absolute value, and 2^24 is too much to encrypt; use fewer fractional bits for weights."
                  .formatted(jobs.get(job).name(), sum));
        }
      }
    }
  }

  /**
   * Checks that the flood hides the noise.
   *
   * @throws NoiseException if the weights that meet in an output ciphertext are too large
   */
  static void requireNorms(BatchPlan plan, List<List<long[]>> weights) {
    for (int job = 0; job < plan.jobs().size(); job++) {
      JobLayout layout = plan.jobs().get(job);
      for (JobLayout.Part part : layout.parts()) {
        for (int convolution : part.convolutions()) {
          ConvolutionShape shape = layout.job().convolutions().get(convolution);
          double norm = norm(part.ring(), shape, weights.get(job).get(convolution));
          if (norm > BatchPlan.FILTER_NORM_BOUND) {
            throw new NoiseException(
                "The weights of %s have a norm of %.0f, and noise can be hidden up to %.0f; use fewer fractional bits for weights."
                    .formatted(layout.job().name(), norm, BatchPlan.FILTER_NORM_BOUND));
          }
        }
      }
    }
  }

  private static double norm(RingLayout ring, ConvolutionShape shape, long[] weights) {
    return IntStream.range(0, ring.outputs(shape))
        .mapToDouble(
            output -> {
              int depth = shape.depth();
              int first = output * ring.outBlocks() * depth;
              return norm(weights, first, first + ring.channels(shape, output) * depth);
            })
        .max()
        .orElse(0);
  }

  private static double norm(long[] weights, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) weights[i] * weights[i];
    }
    return Math.sqrt(sum);
  }
}
