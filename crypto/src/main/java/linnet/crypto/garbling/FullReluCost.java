// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.transfer.TransferKind;

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
  /** The cost of {@code units} units over transfers by IKNP; nothing at all for none. */
  public static FullReluCost of(ReluCircuit relu, int units) {
    return of(relu, units, TransferKind.IKNP);
  }

  /** The cost of {@code units} units over transfers of a kind; nothing at all for none. */
  public static FullReluCost of(ReluCircuit relu, int units, TransferKind kind) {
    if (units == 0) {
      return new FullReluCost(0, 0, 0, 0);
    }
    long offlineServer = kind.batchBytes() + framed(Labels.BYTES);
    long offlineClient = kind.treeBytes();
    long onlineServer = 0;
    for (Slice slice : Slice.of(units)) {
      long table = HalfGates.tableBytes(relu.andGates(), slice.lanes());
      offlineServer += slice.blocks() * framed(table);
      offlineClient += kind.extensionBytes(slice.lanes(), slice.transferWords(relu.clientBits()));
      onlineServer += framed((long) Labels.BYTES * relu.width() * slice.units());
    }
    return new FullReluCost(
        offlineServer, offlineClient, onlineServer, framed((long) Long.BYTES * units));
  }

  /** The cost of all layers of an image, each a batch of its own. */
  static ReluCost of(List<ReluLayer> layers, TransferKind kind) {
    long head = (long) Long.BYTES * SignLayout.head(0, layers).length;
    ReluCost sum = new ReluCost(0, 0, 0, 0, 0, 0, head, head);
    for (ReluLayer layer : layers) {
      sum = sum.plus(of(layer, kind));
    }
    return sum;
  }

  private static ReluCost of(ReluLayer layer, TransferKind kind) {
    ReluCircuit relu = new ReluCircuit(layer.width(), layer.shift());
    FullReluCost cost = of(relu, layer.units(), kind);
    return new ReluCost(
        cost.offlineServerBytes,
        cost.offlineClientBytes,
        cost.onlineServerBytes,
        cost.onlineClientBytes,
        (long) tableBytes(relu) * layer.units(),
        layer.units() == 0 ? 0 : kind.batchBytes() + cost.offlineClientBytes,
        FullReluServer.storedBytes(relu, layer.units()),
        FullReluClient.storedBytes(relu, layer.units()));
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
