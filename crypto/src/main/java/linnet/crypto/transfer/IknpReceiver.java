// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.Extension.BASES;

import java.util.Arrays;
import linnet.crypto.random.Prg;

/**
 * Columns of an IKNP receiver: t_i from the zero seed of base transfer i, and u_i = t_i ⊕ (stream
 * of the one seed) ⊕ choices, which travels.
 */
final class IknpReceiver implements ReceiverColumns {
  static final int SEED_BYTES = BASES * Prg.SEED_BYTES;

  private final byte[] seeds;
  private final Prg[] zero;
  private final Prg[] one;

  IknpReceiver(SeedPairs pairs) {
    seeds = concatenated(pairs.zero());
    zero = Extension.streams(pairs.zero());
    one = Extension.streams(pairs.one());
  }

  static LabelColumns labels(byte[] seeds) {
    Prg[] streams = new Prg[BASES];
    for (int i = 0; i < BASES; i++) {
      int at = i * Prg.SEED_BYTES;
      streams[i] = new Prg(Arrays.copyOfRange(seeds, at, at + Prg.SEED_BYTES));
    }
    return (columns, length) -> {
      for (int i = 0; i < BASES; i++) {
        streams[i].fill(columns, i * length, length);
      }
    };
  }

  @Override
  public void next(byte[] columns, byte[] message, byte[] choices, int from, int length) {
    for (int i = 0; i < BASES; i++) {
      int at = i * length;
      zero[i].fill(columns, at, length);
      one[i].fill(message, at, length);
      TransferKernels.CURRENT.xor(columns, at, message, at, length);
      TransferKernels.CURRENT.xor(choices, from, message, at, length);
    }
  }

  @Override
  public byte[] seeds() {
    return seeds.clone();
  }

  private static byte[] concatenated(byte[][] parts) {
    byte[] all = new byte[SEED_BYTES];
    for (int i = 0; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, all, i * Prg.SEED_BYTES, Prg.SEED_BYTES);
    }
    return all;
  }
}
