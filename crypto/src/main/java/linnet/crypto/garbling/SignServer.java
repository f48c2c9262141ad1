// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static linnet.crypto.channel.LittleEndian.getLong;
import static linnet.crypto.channel.LittleEndian.putLong;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.garbling.LayerStates.State;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.LabelHash;
import linnet.crypto.random.Prg;
import linnet.crypto.ring.LocalTruncation;
import linnet.crypto.transfer.CorrelatedSender;
import linnet.crypto.transfer.ServerTransferSession;

/** The server's half of the sign form; the steps are those of doc-files/sign-relu-proof.md. */
final class SignServer implements ServerRelus {
  /** Says in a store what follows. */
  static final long FORMAT = 0x32_5352_4E47_4953L;

  /** Bit of {@link #bits}: 1 ⊕ colour of the output wire's zero label ⊕ π. */
  private static final int MASKED = 1;

  /** Bit of {@link #bits}: π. */
  private static final int CHOICE = 2;

  private final SignLayout layout;
  private final long differenceLow;
  private final long differenceHigh;

  /** Zero labels of the bits of z_S, an array a block. */
  private final byte[][] labels;

  /** Pad of colour 0 of each unit; once the unit's layer is sent, ρ. */
  private final long[] pads;

  /** Pad of colour 1 less that of colour 0. */
  private final long[] padSteps;

  /** u_S of each unit. */
  private final long[] selected;

  private final byte[] bits;
  private final LayerStates states;

  private SignServer(SignLayout layout, long differenceLow, long differenceHigh, long[] selected) {
    this.layout = layout;
    this.differenceLow = differenceLow;
    this.differenceHigh = differenceHigh;
    this.selected = selected;
    labels = new byte[layout.blocks().size()][];
    pads = new long[layout.units()];
    padSteps = new long[layout.units()];
    bits = new byte[layout.units()];
    states = new LayerStates(layout.layers().size());
  }

  static SignServer prepare(
      Channel channel, ServerTransferSession transfers, EntropySource entropy, SignLayout layout) {
    if (layout.units() == 0) {
      return new SignServer(layout, 0, 0, new long[0]);
    }
    CorrelatedSender inputs = transfers.newSender();
    byte[] start = entropy.seed();
    LabelHash hash = new LabelHash(start);
    TransferWords words = layout.choices();
    long[] choices = new Prg(entropy.seed()).longs(words.choices());
    channel.send(MessageTypes.SIGN_START, start);
    long[] pads = SelectedShares.choose(transfers.newReceiver(), words, choices, hash);
    SelectedShares.correct(channel, words, choices, pads);
    SignServer server =
        new SignServer(layout, inputs.differenceLow(), inputs.differenceHigh(), pads);
    server.setChoices(words, choices);
    server.garble(channel, inputs, start);
    return server;
  }

  private void setChoices(TransferWords words, long[] choices) {
    for (int unit = 0; unit < bits.length; unit++) {
      long choice = choices[words.word(unit)] >>> words.bit(unit) & 1;
      bits[unit] = (byte) (choice * (MASKED | CHOICE));
    }
  }

  private void garble(Channel channel, CorrelatedSender inputs, byte[] start) {
    TransferWords words = layout.inputs();
    LabelPieces pieces = new LabelPieces();
    int done = 0;
    for (int chunk = 0; chunk < words.chunks(); chunk++) {
      for (TransferWords.Run run : words.runs(chunk)) {
        pieces.add(inputs.extend(run.lanes(), run.words()));
      }
      List<SignBlock> blocks = layout.blocksUpTo(done, pieces.end());
      for (byte[] table : garble(blocks, pieces, start)) {
        channel.send(MessageTypes.SIGN_TABLES, table);
      }
      done += blocks.size();
      pieces.forgetBefore(layout.firstTransfer(done));
    }
  }

  private byte[][] garble(List<SignBlock> blocks, LabelPieces pieces, byte[] start) {
    byte[][] tables = new byte[blocks.size()][];
    BlockWorkers.each(
        tables.length,
        () -> garbler(start),
        (garbler, i) -> tables[i] = garble(garbler, blocks.get(i), pieces));
    return tables;
  }

  private SignGarbler garbler(byte[] start) {
    return new SignGarbler(
        SignKernels.current(), new LabelHash(start), differenceLow, differenceHigh);
  }

  private byte[] garble(SignGarbler garbler, SignBlock block, LabelPieces pieces) {
    byte[] table = new byte[block.tableBytes()];
    byte[] own = new byte[block.serverLabelBytes()];
    garbler.garble(block, pieces, own, table);
    labels[block.number()] = own;
    keepPads(garbler.pads(), block);
    return table;
  }

  private void keepPads(GateBlock hashed, SignBlock block) {
    for (int lane = 0; lane < block.lanes(); lane++) {
      int at = lane * Labels.BYTES;
      int second = hashed.length + at;
      long zero = getLong(hashed.in, at) ^ getLong(hashed.out, at);
      long one = getLong(hashed.in, second) ^ getLong(hashed.out, second);
      int colour = hashed.y[at] & 1;
      int unit = block.firstUnit() + lane;
      pads[unit] = colour == 0 ? zero : one;
      padSteps[unit] = colour == 0 ? one - zero : zero - one;
      bits[unit] ^= (byte) (1 ^ colour);
    }
  }

  @Override
  public void send(Channel channel, int layer, long[] shares) {
    if (shares.length != layout.layer(layer).units()) {
      throw new IllegalArgumentException(
          "%d shares were given for the %d units of layer %d"
              .formatted(shares.length, layout.layer(layer).units(), layer));
    }
    states.step(layer, State.FRESH, State.SENT);
    long[] truncated = shares.clone();
    LocalTruncation.server(truncated, layout.layer(layer).shift());
    for (LayerGroup group : layout.groups(layer)) {
      channel.send(MessageTypes.SIGN_LABELS, message(group, truncated, layout.firstUnit(layer)));
    }
  }

  private byte[][] message(LayerGroup group, long[] shares, int firstUnit) {
    byte[][] parts = new byte[group.size() + 2][];
    byte[] rows = new byte[Long.BYTES * group.units()];
    byte[] masked = new byte[group.bitBytes()];
    BlockWorkers.each(
        group.size(),
        SelectionWorker::new,
        (worker, i) -> {
          SignBlock block = group.block(i);
          int first = block.firstUnit() - firstUnit;
          parts[i] = worker.select(block, shares, first);
          rows(block, shares, first, rows, masked, group.row(block.firstUnit()));
        });
    parts[group.size()] = rows;
    parts[group.size() + 1] = masked;
    return parts;
  }

  /** Turns zero labels into active ones, in place. */
  private final class SelectionWorker {
    private final GateBlock block = new GateBlock();
    private final SignKernels.Kernel select = SignKernels.current()::select;

    byte[] select(SignBlock at, long[] shares, int first) {
      byte[] active = labels[at.number()];
      labels[at.number()] = new byte[0];
      block.begin(at);
      block.difference(differenceLow, differenceHigh);
      block.serverLabels(active, 0);
      block.values(shares, first);
      for (int gate = 0; gate < at.gates(); gate++) {
        SignKernels.run(select, block, gate);
      }
      return active;
    }
  }

  private void rows(SignBlock block, long[] shares, int first, byte[] rows, byte[] masked, int at) {
    int top = block.bits() - 1;
    for (int lane = 0; lane < block.lanes(); lane++) {
      int unit = block.firstUnit() + lane;
      long share = shares[first + lane];
      int choice = bits[unit] >> 1 & 1;
      int bit = (int) (share >>> top & 1) ^ (bits[unit] & MASKED);
      long zero = payload(bit, choice, share, selected[unit]);
      long one = payload(bit ^ 1, choice, share, selected[unit]);
      pads[unit] += zero;
      putLong(rows, Long.BYTES * (at + lane), one - zero + padSteps[unit]);
      masked[(at + lane) >> 3] |= (byte) (bit << ((at + lane) & 7));
    }
  }

  /** The server's part of relu(z) if the client sees {@code seen = sign ⊕ π}. */
  private static long payload(int seen, int choice, long share, long selected) {
    return (seen == choice ? 0 : share) + (seen == 0 ? selected : -selected);
  }

  @Override
  public long[] receive(Channel channel, int layer) {
    states.step(layer, State.SENT, State.DONE);
    int units = layout.layer(layer).units();
    if (units == 0) {
      return new long[0];
    }
    byte[] answers =
        channel.receive(MessageTypes.SIGN_ANSWERS, Math.multiplyExact(Long.BYTES, units));
    int first = layout.firstUnit(layer);
    long[] results = new long[units];
    for (int i = 0; i < units; i++) {
      results[i] = getLong(answers, Long.BYTES * i) + pads[first + i];
    }
    Arrays.fill(pads, first, first + units, 0);
    Arrays.fill(selected, first, first + units, 0);
    return results;
  }

  @Override
  public long comparedUnits(int layer) {
    return states.isDone(layer) ? layout.layer(layer).units() : 0;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    states.requireFresh();
    StoredMaterial.write(out, layout.head(FORMAT));
    StoredMaterial.write(out, new long[] {differenceLow, differenceHigh});
    for (byte[] block : labels) {
      out.write(block);
    }
    StoredMaterial.write(out, pads);
    StoredMaterial.write(out, padSteps);
    StoredMaterial.write(out, selected);
    out.write(bits);
  }

  static SignServer read(DataInput in, SignLayout layout) throws IOException {
    StoredMaterial.checkHead(in, layout.head(FORMAT));
    long[] difference = StoredMaterial.longs(in, 2);
    byte[][] labels = new byte[layout.blocks().size()][];
    for (SignBlock block : layout.blocks()) {
      labels[block.number()] = StoredMaterial.bytes(in, block.serverLabelBytes());
    }
    long[] pads = StoredMaterial.longs(in, layout.units());
    long[] padSteps = StoredMaterial.longs(in, layout.units());
    long[] selected = StoredMaterial.longs(in, layout.units());
    SignServer server = new SignServer(layout, difference[0], difference[1], selected);
    System.arraycopy(labels, 0, server.labels, 0, labels.length);
    System.arraycopy(pads, 0, server.pads, 0, pads.length);
    System.arraycopy(padSteps, 0, server.padSteps, 0, padSteps.length);
    byte[] bits = StoredMaterial.bytes(in, layout.units());
    System.arraycopy(bits, 0, server.bits, 0, bits.length);
    return server;
  }

  /** Bytes that {@link #write} writes. */
  static long storedBytes(SignLayout layout) {
    long bytes =
        Long.BYTES * (layout.head(FORMAT).length + 2L) + (3L * Long.BYTES + 1) * layout.units();
    for (SignBlock block : layout.blocks()) {
      bytes += block.serverLabelBytes();
    }
    return bytes;
  }
}
