// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.channel.Channel;
import linnet.crypto.transfer.TransferKind;

/** What the sign form sends and stores. */
final class SignCost {
  private SignCost() {}

  static ReluCost of(SignLayout layout, TransferKind kind) {
    long storedServer = SignServer.storedBytes(layout);
    long storedClient = SignClient.storedBytes(layout, kind);
    if (layout.units() == 0) {
      return new ReluCost(0, 0, 0, 0, 0, 0, storedServer, storedClient);
    }
    long choosing = kind.batchBytes() + kind.treeBytes() + extensions(layout.choices(), kind);
    long inputs = kind.batchBytes() + kind.treeBytes() + extensions(layout.inputs(), kind);
    long tables = 0;
    for (SignBlock block : layout.blocks()) {
      tables += block.tableBytes();
    }
    long headers = (long) Channel.FRAME_HEADER_BYTES * layout.blocks().size();
    // Each party begins the batch in which it is the sender, and extends the other.
    long server = choosing + framed(Labels.BYTES) + tables + headers;
    long client = inputs + corrections(layout);
    return new ReluCost(
        server,
        client,
        onlineServer(layout),
        onlineClient(layout),
        tables,
        choosing + inputs,
        storedServer,
        storedClient);
  }

  private static long extensions(TransferWords words, TransferKind kind) {
    long bytes = 0;
    for (TransferWords.Run run : words.runs()) {
      bytes += kind.extensionBytes(run.lanes(), run.words());
    }
    return bytes;
  }

  private static long corrections(SignLayout layout) {
    long frames = layout.choices().runs().size();
    return frames * Channel.FRAME_HEADER_BYTES + (long) Long.BYTES * layout.units();
  }

  private static long onlineServer(SignLayout layout) {
    long bytes = 0;
    for (int layer = 0; layer < layout.layers().size(); layer++) {
      for (LayerGroup group : layout.groups(layer)) {
        bytes += framed(group.bytes());
      }
    }
    return bytes;
  }

  private static long onlineClient(SignLayout layout) {
    long bytes = 0;
    for (ReluLayer layer : layout.layers()) {
      bytes += layer.units() == 0 ? 0 : framed((long) Long.BYTES * layer.units());
    }
    return bytes;
  }

  private static long framed(long payload) {
    return Channel.FRAME_HEADER_BYTES + payload;
  }
}
