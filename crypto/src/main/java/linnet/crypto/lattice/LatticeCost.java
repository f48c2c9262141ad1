// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;
import linnet.crypto.channel.Channel;

/**
 * What a batch of inferences costs: exact bytes, and counts from which times are estimated.
 *
 * @param keyBytes bytes of the public keys, from the client, frame headers included
 * @param jobs the costs of each job, in order
 */
public record LatticeCost(long keyBytes, List<Job> jobs) {
  /**
   * What one job costs for the whole batch.
   *
   * @param name the job's name
   * @param bytesToServer bytes from the client, frame headers included
   * @param bytesToClient bytes from the server, frame headers included
   * @param ciphertextsToServer polynomials encrypted by the client
   * @param ciphertextsToClient polynomials re-randomized by the server and decrypted by the client
   * @param multiplyAdds multiplications of a weight by a limb of a coefficient
   */
  public record Job(
      String name,
      long bytesToServer,
      long bytesToClient,
      long ciphertextsToServer,
      long ciphertextsToClient,
      long multiplyAdds) {
    private Job plus(Job other) {
      return new Job(
          name,
          bytesToServer + other.bytesToServer,
          bytesToClient + other.bytesToClient,
          ciphertextsToServer + other.ciphertextsToServer,
          ciphertextsToClient + other.ciphertextsToClient,
          multiplyAdds + other.multiplyAdds);
    }
  }

  /**
   * The costs of the jobs for a batch.
   *
   * @throws IllegalArgumentException if the batch is empty or a map does not fit into a ring
   */
  public static LatticeCost of(List<LinearJob> jobs, int batch) {
    BatchPlan plan = BatchPlan.of(jobs, batch);
    return new LatticeCost(
        plan.keys() * valueFrame(), plan.jobs().stream().map(layout -> job(plan, layout)).toList());
  }

  /** All bytes from the client. */
  public long bytesToServer() {
    return keyBytes + jobs.stream().mapToLong(Job::bytesToServer).sum();
  }

  /** All bytes from the server. */
  public long bytesToClient() {
    return jobs.stream().mapToLong(Job::bytesToClient).sum();
  }

  private static long valueFrame() {
    return (long) Channel.FRAME_HEADER_BYTES + Wire.wholeBytes();
  }

  private static Job job(BatchPlan plan, JobLayout layout) {
    Job sum = new Job(layout.job().name(), 0, 0, 0, 0, 0);
    for (JobLayout.Part part : layout.parts()) {
      RingLayout ring = part.ring();
      long inputs = (long) ring.inputs() * ring.ringFulls();
      sum = sum.plus(new Job("", inputs * valueFrame(), 0, inputs, 0, 0));
      for (ConvolutionShape shape : ring.grid().shapes()) {
        sum = sum.plus(results(plan, ring, shape));
      }
    }
    return sum;
  }

  private static Job results(BatchPlan plan, RingLayout ring, ConvolutionShape shape) {
    long ringFulls = ring.ringFulls();
    int outputs = ring.outputs(shape);
    long bytes = 0;
    for (int output = 0; output < outputs; output++) {
      int count = ring.resultCount(shape, output);
      bytes += Channel.FRAME_HEADER_BYTES + plan.resultBytes(count);
    }
    long multiplyAdds = ringFulls * PackingChoice.multiplyAdds(ring, shape);
    return new Job("", 0, ringFulls * bytes, 0, ringFulls * outputs, multiplyAdds);
  }
}
