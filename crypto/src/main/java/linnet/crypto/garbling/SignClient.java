// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static linnet.crypto.channel.LittleEndian.getLong;
import static linnet.crypto.channel.LittleEndian.putLong;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import linnet.crypto.channel.Channel;
import linnet.crypto.garbling.LayerStates.State;
import linnet.crypto.random.LabelHash;
import linnet.crypto.ring.LocalTruncation;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.CorrelatedReceiver;
import linnet.crypto.transfer.RegeneratedLabels;
import linnet.crypto.transfer.TransferKind;
import org.jspecify.annotations.Nullable;

/** The client's half of the sign form; the steps are those of doc-files/sign-relu-proof.md. */
final class SignClient implements ClientRelus {
  /** Says in a store what follows. */
  static final long FORMAT = 0x32_4352_4E47_4953L;

  private final SignLayout layout;
  private final byte[] start;

  /** From which the labels of the client's bits are made again. */
  private final byte[] seeds;

  private final byte[][] tables;

  /** z_C, truncated, of each unit. */
  private final long[] shares;

  /** u_C of each unit. */
  private final long[] selected;

  private final List<long[]> nextMasks;
  private final LayerStates states;
  private @Nullable LabelPieces labels;

  private SignClient(
      SignLayout layout,
      byte[] start,
      byte[] seeds,
      long[] shares,
      long[] selected,
      List<long[]> nextMasks) {
    this.layout = layout;
    this.start = start;
    this.seeds = seeds;
    this.shares = shares;
    this.selected = selected;
    this.nextMasks = List.copyOf(nextMasks);
    tables = new byte[layout.blocks().size()][];
    states = new LayerStates(layout.layers().size());
  }

  static SignClient prepare(
      Channel channel,
      ClientTransferSession transfers,
      SignLayout layout,
      List<long[]> shares,
      List<long[]> nextMasks) {
    long[] truncated = truncated(layout, shares);
    if (layout.units() == 0) {
      return new SignClient(
          layout, new byte[Labels.BYTES], new byte[0], truncated, truncated, nextMasks);
    }
    CorrelatedReceiver inputs = transfers.newReceiver();
    byte[] start = channel.receive(MessageTypes.SIGN_START, Labels.BYTES);
    TransferWords words = layout.choices();
    long[] corrections = truncated.clone();
    long[] selected =
        SelectedShares.offer(transfers.newSender(), words, new LabelHash(start), corrections);
    SelectedShares.send(channel, words, corrections);
    SignClient client =
        new SignClient(layout, start, inputs.seeds(), truncated, selected, nextMasks);
    client.receive(channel, inputs);
    return client;
  }

  private static long[] truncated(SignLayout layout, List<long[]> shares) {
    long[] all = new long[layout.units()];
    for (int layer = 0; layer < shares.size(); layer++) {
      long[] truncated = shares.get(layer).clone();
      LocalTruncation.client(truncated, layout.layer(layer).shift());
      System.arraycopy(truncated, 0, all, layout.firstUnit(layer), truncated.length);
    }
    return all;
  }

  private void receive(Channel channel, CorrelatedReceiver inputs) {
    TransferWords words = layout.inputs();
    long[] choices = SignChoices.of(layout, shares);
    int done = 0;
    long end = 0;
    for (int chunk = 0; chunk < words.chunks(); chunk++) {
      for (TransferWords.Run run : words.runs(chunk)) {
        inputs.extend(run.lanes(), run.slice(choices));
        end += run.transfers();
      }
      List<SignBlock> blocks = layout.blocksUpTo(done, end);
      for (SignBlock block : blocks) {
        tables[block.number()] = channel.receive(MessageTypes.SIGN_TABLES, block.tableBytes());
      }
      done += blocks.size();
    }
  }

  @Override
  public void ready() {
    if (labels == null && layout.units() > 0) {
      labels = regenerated();
    }
  }

  private LabelPieces regenerated() {
    RegeneratedLabels stream = new RegeneratedLabels(seeds);
    LabelPieces pieces = new LabelPieces();
    for (TransferWords.Run run : layout.inputs().runs()) {
      pieces.add(stream.next(run.lanes(), run.words()));
    }
    return pieces;
  }

  @Override
  public byte[] evaluate(Channel channel, int layer) {
    states.step(layer, State.FRESH, State.DONE);
    ready();
    byte[] answers = new byte[Math.multiplyExact(Long.BYTES, layout.layer(layer).units())];
    for (LayerGroup group : layout.groups(layer)) {
      byte[] message = channel.receive(MessageTypes.SIGN_LABELS, group.bytes());
      evaluate(group, message, layer, answers);
    }
    if (states.areAllDone()) {
      forgetLabels();
    }
    return answers;
  }

  private void evaluate(LayerGroup group, byte[] message, int layer, byte[] answers) {
    LabelPieces pieces = Objects.requireNonNull(labels);
    BlockWorkers.each(
        group.size(),
        () -> new SignEvaluator(SignKernels.current(), new LabelHash(start)),
        (evaluator, i) -> {
          SignBlock block = group.block(i);
          byte[] table = tables[block.number()];
          tables[block.number()] = new byte[0];
          evaluator.evaluate(block, pieces, shares, message, group.labelsAt(i), table);
          open(evaluator.output(), block, group, message, layer, answers);
        });
  }

  /** Opens each unit's payload by the output wire's label, and masks what it says. */
  private void open(
      GateBlock output,
      SignBlock block,
      LayerGroup group,
      byte[] message,
      int layer,
      byte[] answers) {
    long[] masks = nextMasks.get(layer);
    for (int lane = 0; lane < block.lanes(); lane++) {
      int unit = block.firstUnit() + lane;
      int row = group.row(unit);
      int at = lane * Labels.BYTES;
      long pad = getLong(output.in, at) ^ getLong(output.out, at);
      int colour = output.y[at] & 1;
      int seen = colour ^ (message[group.bitsAt() + (row >> 3)] >> (row & 7) & 1);
      long server = (-(long) colour & getLong(message, group.rowAt(row))) - pad;
      long own = seen == 0 ? selected[unit] : shares[unit] - selected[unit];
      int index = unit - layout.firstUnit(layer);
      putLong(answers, Long.BYTES * index, server + own - masks[index]);
    }
  }

  private void forgetLabels() {
    if (labels != null) {
      labels.forgetBefore(Long.MAX_VALUE);
      labels = null;
    }
  }

  @Override
  public void answer(Channel channel, byte[] evaluated) {
    if (evaluated.length > 0) {
      channel.send(MessageTypes.SIGN_ANSWERS, evaluated);
    }
  }

  @Override
  public long comparedUnits(int layer) {
    return states.isDone(layer) ? layout.layer(layer).units() : 0;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    states.requireFresh();
    StoredMaterial.write(out, layout.head(FORMAT));
    StoredMaterial.write(out, new long[] {seeds.length});
    out.write(start);
    out.write(seeds);
    for (byte[] table : tables) {
      out.write(table);
    }
    StoredMaterial.write(out, shares);
    StoredMaterial.write(out, selected);
  }

  static SignClient read(DataInput in, SignLayout layout, List<long[]> nextMasks)
      throws IOException {
    StoredMaterial.checkHead(in, layout.head(FORMAT));
    int seedBytes = StoredMaterial.seedBytes(in, layout.units() > 0);
    byte[] start = StoredMaterial.bytes(in, Labels.BYTES);
    byte[] seeds = StoredMaterial.bytes(in, seedBytes);
    byte[][] tables = new byte[layout.blocks().size()][];
    for (SignBlock block : layout.blocks()) {
      tables[block.number()] = StoredMaterial.bytes(in, block.tableBytes());
    }
    long[] shares = StoredMaterial.longs(in, layout.units());
    long[] selected = StoredMaterial.longs(in, layout.units());
    SignClient client = new SignClient(layout, start, seeds, shares, selected, nextMasks);
    System.arraycopy(tables, 0, client.tables, 0, tables.length);
    return client;
  }

  /** Bytes that {@link #write} writes. */
  static long storedBytes(SignLayout layout, TransferKind kind) {
    int seedBytes = layout.units() == 0 ? 0 : kind.seedBytes();
    long bytes = Long.BYTES * (layout.head(FORMAT).length + 1L) + Labels.BYTES + seedBytes;
    for (SignBlock block : layout.blocks()) {
      bytes += block.tableBytes();
    }
    return bytes + 2L * Long.BYTES * layout.units();
  }
}
