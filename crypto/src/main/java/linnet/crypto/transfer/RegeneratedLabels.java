// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/**
 * The labels of a {@link CorrelatedReceiver} once more, from its seeds: they depend on the seeds
 * and on the sizes alone, not on the choices. Not thread-safe.
 */
public final class RegeneratedLabels {
  private final LabelColumns columns;

  /**
   * The stream of labels of {@link CorrelatedReceiver#seeds}; their length tells the kind.
   *
   * @throws IllegalArgumentException if the seeds have a length that no kind has
   */
  public RegeneratedLabels(byte[] seeds) {
    columns = columns(seeds);
  }

  private static LabelColumns columns(byte[] seeds) {
    return switch (seeds.length) {
      case IknpReceiver.SEED_BYTES -> IknpReceiver.labels(seeds);
      case SoftSpokenReceiver.SEED_BYTES -> SoftSpokenReceiver.labels(seeds);
      default ->
          throw new IllegalArgumentException(seeds.length + " bytes are no seeds of a batch");
    };
  }

  /** What the receiver's next {@code extend} of so many words of so many lanes returned. */
  public byte[] next(int lanes, int words) {
    int wordBytes = Extension.wordBytes(lanes);
    byte[] labels = new byte[Math.multiplyExact(words, wordBytes)];
    byte[] word = new byte[wordBytes];
    for (int i = 0; i < words; i++) {
      columns.next(word, Extension.columnBytes(lanes));
      TransferKernels.CURRENT.transpose(word, lanes, labels, i * wordBytes);
    }
    return labels;
  }
}
