// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;
import linnet.crypto.garbling.FullReluServer;
import linnet.inference.linear.Activations;

/**
 * What the server prepared for one inference, to be used once.
 *
 * @param batch number of images
 * @param outputMasks s of every run, the logits' last
 * @param sites one for each boundary
 * @param correlations what the linear correlations cost
 * @param offline what the whole preparation cost
 * @param dealer whether an insecure dealer gave the correlations
 */
record ServerMaterial(
    int batch,
    List<Activations> outputMasks,
    List<Site> sites,
    PhaseStatistics correlations,
    PhaseStatistics offline,
    boolean dealer) {
  /**
   * A boundary's part.
   *
   * @param linearized the client's shares of linearized units for the next run, image after image
   * @param comparisons of kept units
   * @param offline what it cost
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Site(long[] linearized, FullReluServer comparisons, PhaseStatistics offline) {}
}
