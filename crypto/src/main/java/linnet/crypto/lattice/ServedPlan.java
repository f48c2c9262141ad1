// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;

/**
 * All that batches of one size share at the server.
 *
 * @param convolutions of each job, in the order in which their results travel
 */
record ServedPlan(
    BatchPlan plan,
    List<List<ServedConvolution>> convolutions,
    Workers<Rerandomization.Scratch> workers,
    Rerandomization rerandomization) {}
