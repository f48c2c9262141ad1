// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.channel.Channel;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.TransferKind;

/**
 * Exact bytes, framing included, of one choice of the largest of several shared numbers.
 *
 * @param offlineServerBytes sent by the server while preparing
 * @param offlineClientBytes sent by the client while preparing
 * @param onlineServerBytes sent by the server online; the client sends nothing
 * @param storedServerBytes what {@link ServerArgmax#write} writes
 * @param storedClientBytes what {@link ClientArgmax#write} writes
 */
public record ArgmaxCost(
    long offlineServerBytes,
    long offlineClientBytes,
    long onlineServerBytes,
    long storedServerBytes,
    long storedClientBytes) {
  private static final int STORED_NUMBERS = 4;

  /**
   * The cost for numbers of {@code width} bits with transfers of a kind.
   *
   * @throws IllegalArgumentException if classes or width is out of range
   */
  public static ArgmaxCost of(int classes, int width, TransferKind kind) {
    ArgmaxCircuit argmax = new ArgmaxCircuit(classes, width);
    int table = ClientArgmax.tableBytes(argmax.circuit());
    long client = kind.treeBytes();
    for (TransferWords.Run run : new TransferWords(argmax.inputBits()).runs()) {
      client += kind.extensionBytes(run.lanes(), run.words());
    }
    return new ArgmaxCost(
        kind.batchBytes() + framed(Labels.BYTES) + framed(table),
        client,
        framed((long) Labels.BYTES * argmax.inputBits()),
        (long) Long.BYTES * (STORED_NUMBERS + 1) + Prg.SEED_BYTES,
        (long) Long.BYTES * STORED_NUMBERS + Labels.BYTES + kind.seedBytes() + table);
  }

  /** Offline bytes both ways. */
  public long offlineBytes() {
    return offlineServerBytes + offlineClientBytes;
  }

  /** Online bytes both ways. */
  public long onlineBytes() {
    return onlineServerBytes;
  }

  private static long framed(long payload) {
    return Channel.FRAME_HEADER_BYTES + payload;
  }
}
