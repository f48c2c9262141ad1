// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A count of transfers cut into words: full ones of 128 lanes, the last as narrow as it may be, so
 * that at most 63 transfers are wasted. Labels come out in the order of the transfers.
 *
 * @param count transfers that are wanted
 */
record TransferWords(long count) {
  static final int LANES = 128;
  private static final int GROUPS = 64;
  private static final int FULL_WORD = GROUPS * LANES;

  /** Full words of a chunk: what is in flight at once, 8 MiB of labels. */
  private static final int CHUNK_WORDS = 64;

  /**
   * Words of one width that are extended by one call.
   *
   * @param firstChoice where their choices begin
   */
  record Run(int lanes, int words, int firstChoice) {
    int choices() {
      return lanes * words;
    }

    int transfers() {
      return GROUPS * choices();
    }

    /** The run's own choice words. */
    long[] slice(long[] choices) {
      return Arrays.copyOfRange(choices, firstChoice, firstChoice + choices());
    }
  }

  int fullWords() {
    return Math.toIntExact(count / FULL_WORD);
  }

  int lastLanes() {
    return (int) ((count % FULL_WORD + GROUPS - 1) / GROUPS);
  }

  /** Longs of all choice words. */
  int choices() {
    return Math.addExact(Math.multiplyExact(fullWords(), LANES), lastLanes());
  }

  int chunks() {
    return Math.max(count > 0 ? 1 : 0, (fullWords() + CHUNK_WORDS - 1) / CHUNK_WORDS);
  }

  /** The runs of a chunk; the narrow last word goes with the last full ones. */
  List<Run> runs(int chunk) {
    List<Run> runs = new ArrayList<>(2);
    int first = chunk * CHUNK_WORDS;
    int words = Math.min(CHUNK_WORDS, fullWords() - first);
    if (words > 0) {
      runs.add(new Run(LANES, words, first * LANES));
    }
    if (chunk == chunks() - 1 && lastLanes() > 0) {
      runs.add(new Run(lastLanes(), 1, fullWords() * LANES));
    }
    return runs;
  }

  List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (int chunk = 0; chunk < chunks(); chunk++) {
      runs.addAll(runs(chunk));
    }
    return runs;
  }

  /** The choice word of a transfer. */
  int word(long transfer) {
    long full = (long) fullWords() * FULL_WORD;
    return transfer < full
        ? (int) (transfer / FULL_WORD) * LANES + (int) (transfer % LANES)
        : fullWords() * LANES + (int) ((transfer - full) % lastLanes());
  }

  /** The bit of a transfer in its choice word. */
  int bit(long transfer) {
    long full = (long) fullWords() * FULL_WORD;
    return transfer < full
        ? (int) (transfer / LANES) & (GROUPS - 1)
        : (int) ((transfer - full) / lastLanes());
  }

  /** Whether all transfers up to this one lie in full words. */
  boolean isFull(long endTransfer) {
    return endTransfer <= (long) fullWords() * FULL_WORD;
  }
}
