// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How one job travels: its convolutions of equal stride share their encrypted values.
 *
 * @param parts they travel one after the other, ring-full by ring-full
 */
record JobLayout(LinearJob job, List<Part> parts) {
  /**
   * The convolutions of one stride, on the images of one layout.
   *
   * @param convolutions indices into the job's
   * @param firstPosition the first of this part's positions for public polynomials
   * @param firstKey the secret of the first ring-full; the others have those that follow
   */
  record Part(RingLayout ring, List<Integer> convolutions, int firstPosition, int firstKey) {}

  /** The layout of a job for a batch. */
  static JobLayout of(LinearJob job, int batch) {
    TreeMap<Integer, List<Integer>> strides = new TreeMap<>();
    for (int i = 0; i < job.convolutions().size(); i++) {
      int stride = job.convolutions().get(i).stride();
      strides.computeIfAbsent(stride, s -> new ArrayList<>()).add(i);
    }
    List<Part> parts = new ArrayList<>();
    int position = 0;
    for (List<Integer> convolutions : strides.values()) {
      var shapes = convolutions.stream().map(job.convolutions()::get).toList();
      int key = 0;
      int positions = 0;
      for (RingLayout ring : PackingChoice.of(new PhaseGrid(shapes), batch)) {
        parts.add(new Part(ring, List.copyOf(convolutions), position, key));
        key += ring.ringFulls();
        positions = Math.max(positions, ring.inputs());
      }
      position += positions;
    }
    return new JobLayout(job, List.copyOf(parts));
  }
}
