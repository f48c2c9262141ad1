// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import linnet.network.InputException;

/**
 * How the work of a step is divided. A batch falls into equal parts; each goes through the network
 * by itself, so that batch normalization sees one part at a time (ghost batch normalization: Hoffer
 * et al. 2017, arXiv 1705.08741, section 4; with a part a process, what data-parallel training
 * usually does), and the gradients are averaged. The processes share the parts. The number of parts
 * therefore decides the result, the number of processes only the order of sums.
 *
 * @param parts of a batch, at least 1 and a multiple of the number of processes
 * @param processes that take part
 */
public record Division(int parts, Collective processes) {
  /** Whole batches, one process. */
  public static final Division NONE = new Division(1, Collective.alone());

  /** Rejects parts that the processes cannot share. */
  public Division {
    if (parts < 1 || parts % processes.size() != 0) {
      throw new InputException(
          "Batches in %d parts cannot be shared by %d processes; the number of parts must be a multiple of the number of processes."
              .formatted(parts, processes.size()));
    }
  }

  /** Parts that this process takes. */
  public int ownParts() {
    return parts / processes.size();
  }

  /**
   * Rejects batches that do not fall into equal parts.
   *
   * @throws InputException saying so
   */
  public void requireDivides(int batchSize) {
    if (batchSize % parts != 0) {
      throw new InputException(
          "Batches of %d images do not fall into %d equal parts; choose another size of the batches or number of parts."
              .formatted(batchSize, parts));
    }
  }
}
