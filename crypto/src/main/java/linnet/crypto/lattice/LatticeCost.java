// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;

/**
 * What a batch of so many inferences costs; exact bytes, and counts from which times are estimated.
 *
 * @param keyBytes bytes of the public keys, from the client, frame headers included
 * @param jobs the costs of each job, in order
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow within the hour
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
      long multiplyAdds) {}

  /** The costs of the jobs for a batch. */
  public static LatticeCost of(List<LinearJob> jobs, int batch) {
    throw new UnsupportedOperationException();
  }

  /** All bytes from the client. */
  public long bytesToServer() {
    return keyBytes + jobs.stream().mapToLong(Job::bytesToServer).sum();
  }

  /** All bytes from the server. */
  public long bytesToClient() {
    return jobs.stream().mapToLong(Job::bytesToClient).sum();
  }
}
