// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the units of one image's layers lie: all full blocks, layer after layer, then the narrower
 * last block of each layer, on one stream of transfers.
 */
final class SignLayout {
  private static final int LANES = SignBlock.LANES;

  private final List<ReluLayer> layers;
  private final int[] firstUnits;
  private final List<SignBlock> blocks = new ArrayList<>();
  private final List<List<SignBlock>> blocksOfLayers = new ArrayList<>();
  private long transfers;

  private SignLayout(List<ReluLayer> layers) {
    this.layers = List.copyOf(layers);
    firstUnits = new int[layers.size() + 1];
    for (int i = 0; i < layers.size(); i++) {
      firstUnits[i + 1] = Math.addExact(firstUnits[i], layers.get(i).units());
      blocksOfLayers.add(new ArrayList<>());
    }
    for (int i = 0; i < layers.size(); i++) {
      for (int unit = 0; unit + LANES <= layers.get(i).units(); unit += LANES) {
        add(i, unit, LANES);
      }
    }
    for (int i = 0; i < layers.size(); i++) {
      int rest = layers.get(i).units() % LANES;
      if (rest > 0) {
        add(i, layers.get(i).units() - rest, rest);
      }
    }
  }

  static SignLayout of(List<ReluLayer> layers) {
    return new SignLayout(layers);
  }

  private void add(int layer, int unit, int lanes) {
    int bits = layers.get(layer).bits();
    SignBlock block =
        new SignBlock(blocks.size(), bits, firstUnits[layer] + unit, lanes, transfers);
    blocks.add(block);
    blocksOfLayers.get(layer).add(block);
    transfers = block.endTransfer();
  }

  List<ReluLayer> layers() {
    return layers;
  }

  ReluLayer layer(int index) {
    return layers.get(index);
  }

  int firstUnit(int layer) {
    return firstUnits[layer];
  }

  /** Units of all layers. */
  int units() {
    return firstUnits[layers.size()];
  }

  /** All blocks in the order of preparation. */
  List<SignBlock> blocks() {
    return blocks;
  }

  /** The transfers of the client's bits. */
  TransferWords inputs() {
    return new TransferWords(transfers);
  }

  /** The transfers of the server's random bits, one a unit. */
  TransferWords choices() {
    return new TransferWords(units());
  }

  /** Blocks of a layer, message by message. */
  List<LayerGroup> groups(int layer) {
    List<SignBlock> all = blocksOfLayers.get(layer);
    List<LayerGroup> groups = new ArrayList<>();
    for (int from = 0; from < all.size(); from += LayerGroup.BLOCKS) {
      groups.add(new LayerGroup(all.subList(from, Math.min(from + LayerGroup.BLOCKS, all.size()))));
    }
    return groups;
  }

  /** The blocks from an index on whose labels have come, of so many transfers. */
  List<SignBlock> blocksUpTo(int from, long transfersDone) {
    int to = from;
    while (to < blocks.size() && blocks.get(to).endTransfer() <= transfersDone) {
      to++;
    }
    return blocks.subList(from, to);
  }

  /** First transfer of a block; of the one after the last, the end. */
  long firstTransfer(int block) {
    return block < blocks.size() ? blocks.get(block).firstTransfer() : transfers;
  }

  /** What stored material begins with: a format, then width, shift and units of each layer. */
  long[] head(long format) {
    return head(format, layers);
  }

  static long[] head(long format, List<ReluLayer> layers) {
    long[] head = new long[2 + 3 * layers.size()];
    head[0] = format;
    head[1] = layers.size();
    for (int i = 0; i < layers.size(); i++) {
      head[2 + 3 * i] = layers.get(i).width();
      head[3 + 3 * i] = layers.get(i).shift();
      head[4 + 3 * i] = layers.get(i).units();
    }
    return head;
  }
}
