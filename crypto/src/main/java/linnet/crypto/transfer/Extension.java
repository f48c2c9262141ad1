// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.CorrelatedSender.LABEL_BYTES;

import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.Prg;

/** What all extensions share: sizes, streams and the turn of columns into labels. */
final class Extension {
  /** Transfers that an extension stands on, one for each bit of Δ. */
  static final int BASES = TransferSession.BASE_TRANSFERS;

  /** Transfers of a lane in a word. */
  static final int GROUPS = 64;

  private Extension() {}

  /** Bytes of one column of a word: one bit for each transfer. */
  static int columnBytes(int lanes) {
    return Long.BYTES * lanes;
  }

  /** Bytes of all 128 columns of a word, and of its labels. */
  static int wordBytes(int lanes) {
    return BASES * columnBytes(lanes);
  }

  static Prg[] streams(byte[][] seeds) {
    Prg[] streams = new Prg[seeds.length];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = new Prg(seeds[i]);
    }
    return streams;
  }

  /** Row i of a slice: column i and column 64 + i of {@code count} lanes, alternating. */
  static void gather(byte[] columns, int lanes, int lane, int count, long[] slice) {
    int column = columnBytes(lanes);
    for (int i = 0; i < GROUPS; i++) {
      for (int l = 0; l < count; l++) {
        int at = i * column + Long.BYTES * (lane + l);
        slice[2 * (count * i + l)] = LittleEndian.getLong(columns, at);
        slice[2 * (count * i + l) + 1] = LittleEndian.getLong(columns, at + GROUPS * column);
      }
    }
  }

  /** Row r of a turned slice: the labels of group r of {@code count} lanes. */
  static void scatter(long[] slice, int count, byte[] labels, int offset, int lane, int lanes) {
    for (int r = 0; r < GROUPS; r++) {
      int at = offset + LABEL_BYTES * (r * lanes + lane);
      for (int h = 0; h < 2 * count; h++) {
        LittleEndian.putLong(labels, at + Long.BYTES * h, slice[2 * count * r + h]);
      }
    }
  }
}
