// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Labels of the client's bits, piece after piece as transfers make them. */
final class LabelPieces {
  /** Labels from a transfer on. */
  // Never compared; the array is handed over without a copy.
  @SuppressWarnings("ArrayRecordComponent")
  private record Piece(long first, byte[] labels) {
    long end() {
      return first + labels.length / Labels.BYTES;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private long end;

  void add(byte[] labels) {
    pieces.add(new Piece(end, labels));
    end = pieces.getLast().end();
  }

  /** Transfers whose labels have come. */
  long end() {
    return end;
  }

  /** Lets a worker see a block's labels in one array. */
  void bind(SignBlock block, GateBlock worker) {
    int index = pieces.size() - 1;
    while (pieces.get(index).first() > block.firstTransfer()) {
      index--;
    }
    Piece piece = pieces.get(index);
    int at = (int) (block.firstTransfer() - piece.first()) * Labels.BYTES;
    int length = block.bits() * block.wireBytes();
    if (at + length <= piece.labels().length) {
      worker.clientLabels(piece.labels(), at);
    } else {
      worker.clientLabels(joined(index, at, length), 0);
    }
  }

  /** The first labels in one array. */
  byte[] whole(int count) {
    return joined(0, 0, count * Labels.BYTES);
  }

  private byte[] joined(int index, int at, int length) {
    byte[] whole = new byte[length];
    int have = 0;
    for (int i = index; have < length; i++) {
      byte[] labels = pieces.get(i).labels();
      int from = i == index ? at : 0;
      int part = Math.min(labels.length - from, length - have);
      System.arraycopy(labels, from, whole, have, part);
      have += part;
    }
    return whole;
  }

  /** Overwrites and lets go all pieces that end before a transfer. */
  void forgetBefore(long transfer) {
    while (!pieces.isEmpty() && pieces.getFirst().end() <= transfer) {
      Arrays.fill(pieces.removeFirst().labels(), (byte) 0);
    }
  }
}
