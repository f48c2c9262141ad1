// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.CorrelatedSender.LABEL_BYTES;
import static linnet.crypto.transfer.TransferSession.BASE_TRANSFERS;

import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.Prg;

/** What both halves of the extension share: sizes, streams and the turn of columns into labels. */
final class Extension {
  /** Transfers of a lane in a word. */
  static final int GROUPS = 64;

  /** Lanes turned at a time: enough for vector instructions, few enough for the first cache. */
  private static final int LANES_AT_ONCE = 4;

  private static final long[] STAGE_MASKS = {
    0x5555555555555555L,
    0x3333333333333333L,
    0x0F0F0F0F0F0F0F0FL,
    0x00FF00FF00FF00FFL,
    0x0000FFFF0000FFFFL,
    0x00000000FFFFFFFFL
  };

  private Extension() {}

  /** Bytes of one column of a word: one bit for each transfer. */
  static int columnBytes(int lanes) {
    return Long.BYTES * lanes;
  }

  /** Bytes of all 128 columns of a word, on the wire and as labels. */
  static int wordBytes(int lanes) {
    return BASE_TRANSFERS * columnBytes(lanes);
  }

  static Prg[] streams(byte[][] seeds) {
    Prg[] streams = new Prg[seeds.length];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = new Prg(seeds[i]);
    }
    return streams;
  }

  static void xor(byte[] a, int aOffset, byte[] into, int offset, int length) {
    for (int i = 0; i < length; i += Long.BYTES) {
      long value = LittleEndian.getLong(into, offset + i) ^ LittleEndian.getLong(a, aOffset + i);
      LittleEndian.putLong(into, offset + i, value);
    }
  }

  /** 128 columns of 64·lanes bits become 64·lanes labels: 64 x 64 bit matrices, eight at a time. */
  static void transpose(byte[] columns, int lanes, byte[] labels, int offset) {
    long[] slice = new long[GROUPS * 2 * Math.min(lanes, LANES_AT_ONCE)];
    for (int lane = 0; lane < lanes; lane += LANES_AT_ONCE) {
      int count = Math.min(LANES_AT_ONCE, lanes - lane);
      gather(columns, lanes, lane, count, slice);
      for (int stage = STAGE_MASKS.length - 1; stage >= 0; stage--) {
        exchange(slice, 2 * count, 1 << stage, STAGE_MASKS[stage]);
      }
      scatter(slice, count, labels, offset + LABEL_BYTES * lane, LABEL_BYTES * lanes);
    }
  }

  private static void gather(byte[] columns, int lanes, int lane, int count, long[] slice) {
    int column = columnBytes(lanes);
    for (int i = 0; i < 64; i++) {
      for (int l = 0; l < count; l++) {
        int at = i * column + Long.BYTES * (lane + l);
        slice[2 * (count * i + l)] = LittleEndian.getLong(columns, at);
        slice[2 * (count * i + l) + 1] = LittleEndian.getLong(columns, at + 64 * column);
      }
    }
  }

  private static void exchange(long[] slice, int width, int distance, long mask) {
    for (int row = 0; row < 64; row += 2 * distance) {
      exchangeRows(slice, row * width, distance * width, distance, mask);
    }
  }

  private static void exchangeRows(long[] slice, int from, int length, int distance, long mask) {
    for (int i = from; i < from + length; i++) {
      long upper = slice[i];
      long lower = slice[i + length];
      long moved = ((upper >>> distance) ^ lower) & mask;
      slice[i + length] = lower ^ moved;
      slice[i] = upper ^ (moved << distance);
    }
  }

  private static void scatter(long[] slice, int count, byte[] labels, int offset, int groupBytes) {
    for (int r = 0; r < GROUPS; r++) {
      for (int h = 0; h < 2 * count; h++) {
        LittleEndian.putLong(
            labels, offset + r * groupBytes + Long.BYTES * h, slice[2 * count * r + h]);
      }
    }
  }
}
