// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.channel.Channel;
import linnet.crypto.transfer.TransferKind;
import linnet.crypto.transfer.TransferSession;

/**
 * Exact bytes, framing included, of one batch of full ReLUs.
 *
 * @param offlineServerBytes sent by the server while preparing, transfers included
 * @param offlineClientBytes sent by the client while preparing, transfers included
 * @param onlineServerBytes sent by the server online: 16·width a unit and framing
 * @param onlineClientBytes sent by the client online: 8 a unit and framing
 */
public record FullReluCost(
    long offlineServerBytes,
    long offlineClientBytes,
    long onlineServerBytes,
    long onlineClientBytes) {
  /** The cost of {@code units} units over {@link TransferSession}; nothing at all for none. */
  public static FullReluCost of(ReluCircuit relu, int units) {
    if (units == 0) {
      return new FullReluCost(0, 0, 0, 0);
    }
    long offlineServer = TransferKind.IKNP.batchBytes() + framed(Labels.BYTES);
    long offlineClient = 0;
    long onlineServer = 0;
    for (Slice slice : Slice.of(units)) {
      long table = HalfGates.tableBytes(relu.andGates(), slice.lanes());
      offlineServer += slice.blocks() * framed(table);
      offlineClient +=
          TransferKind.IKNP.extensionBytes(slice.lanes(), slice.transferWords(relu.clientBits()));
      onlineServer += framed((long) Labels.BYTES * relu.width() * slice.units());
    }
    return new FullReluCost(
        offlineServer, offlineClient, onlineServer, framed((long) Long.BYTES * units));
  }

  /** Tables alone, a unit: 32 bytes an AND. */
  public static int tableBytes(ReluCircuit relu) {
    return HalfGates.tableBytes(relu.andGates(), 1);
  }

  /** Offline bytes both ways. */
  public long offlineBytes() {
    return offlineServerBytes + offlineClientBytes;
  }

  /** Online bytes both ways. */
  public long onlineBytes() {
    return onlineServerBytes + onlineClientBytes;
  }

  private static long framed(long payload) {
    return Channel.FRAME_HEADER_BYTES + payload;
  }
}
