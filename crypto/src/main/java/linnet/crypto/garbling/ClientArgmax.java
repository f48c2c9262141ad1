// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;
import linnet.crypto.random.LabelHash;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.CorrelatedReceiver;
import linnet.crypto.transfer.RegeneratedLabels;

/**
 * The client's half of one prepared choice of the largest of several shared numbers; parties,
 * adversary and cost as in {@link ServerArgmax}.
 */
public final class ClientArgmax {
  private static final long FORMAT = 0x31_4341_4E47_4953L;

  private final ArgmaxCircuit argmax;
  private final byte[] start;

  /** From which the labels of the client's bits are made again. */
  private final byte[] seeds;

  /** Rows of all gates, then 8 bytes with the colours of the outputs' zero labels. */
  private final byte[] table;

  private boolean spent;

  private ClientArgmax(ArgmaxCircuit argmax, byte[] start, byte[] seeds, byte[] table) {
    this.argmax = argmax;
    this.start = start;
    this.seeds = seeds;
    this.table = table;
  }

  /**
   * Prepares together with {@link ServerArgmax#prepare}.
   *
   * @param width bits of a number, as the server's
   * @param shares the client's share of each number
   * @throws IllegalArgumentException if the count of shares or the width is out of range
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public static ClientArgmax prepare(
      Channel channel, ClientTransferSession transfers, int width, long[] shares) {
    ArgmaxCircuit argmax = new ArgmaxCircuit(shares.length, width);
    CorrelatedReceiver inputs = transfers.newReceiver();
    byte[] start = channel.receive(MessageTypes.ARGMAX_START, Labels.BYTES);
    TransferWords words = new TransferWords(argmax.inputBits());
    long[] choices = new long[words.choices()];
    for (int i = 0; i < argmax.inputBits(); i++) {
      long bit = shares[i / width] >>> (i % width) & 1;
      choices[words.word(i)] |= bit << words.bit(i);
    }
    for (TransferWords.Run run : words.runs()) {
      inputs.extend(run.lanes(), run.slice(choices));
    }
    byte[] table = channel.receive(MessageTypes.ARGMAX_TABLE, tableBytes(argmax.circuit()));
    return new ClientArgmax(argmax, start, inputs.seeds(), table);
  }

  static int tableBytes(Circuit circuit) {
    return Math.addExact(HalfGates.tableBytes(circuit.andGates(), 1), Long.BYTES);
  }

  /**
   * Spends it: the index of the largest number, the first of equals.
   *
   * @throws IllegalStateException if it is spent already
   * @throws PeerException if the server fails
   */
  public int online(Channel channel) {
    requireFresh();
    spent = true;
    byte[] labels = channel.receive(MessageTypes.ARGMAX_LABELS, argmax.inputBits() * Labels.BYTES);
    Circuit circuit = argmax.circuit();
    BlockWires wires = new BlockWires(circuit);
    wires.begin(labels, 0, clientLabels(), 0, Labels.BYTES);
    new HalfGates.Evaluator(circuit, new LabelHash(start)).evaluate(wires, table, 0, 1);
    long[] index = {LittleEndian.getLong(table, table.length - Long.BYTES)};
    wires.outputColours(index, 0);
    wires.wipe();
    return checked(index[0], channel);
  }

  private byte[] clientLabels() {
    RegeneratedLabels stream = new RegeneratedLabels(seeds);
    LabelPieces pieces = new LabelPieces();
    for (TransferWords.Run run : new TransferWords(argmax.inputBits()).runs()) {
      pieces.add(stream.next(run.lanes(), run.words()));
    }
    return pieces.whole(argmax.inputBits());
  }

  private int checked(long index, Channel channel) {
    if (index < 0 || index >= argmax.classes()) {
      throw new PeerException(
          channel.peer() + " sent labels that open no class; start the session again.");
    }
    return (int) index;
  }

  private void requireFresh() {
    if (spent) {
      throw new IllegalStateException("a prepared choice of class serves once; prepare another");
    }
  }

  /**
   * Writes it, which is secret, for {@link #read}.
   *
   * @throws IllegalStateException if it is spent
   */
  public void write(DataOutput out) throws IOException {
    requireFresh();
    StoredMaterial.write(out, new long[] {FORMAT, argmax.classes(), argmax.width(), seeds.length});
    out.write(start);
    out.write(seeds);
    out.write(table);
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IOException if it ends early or is for other classes or bits; one sentence
   */
  public static ClientArgmax read(DataInput in, int classes, int width) throws IOException {
    StoredMaterial.checkHead(in, FORMAT, classes, width);
    int seedBytes = StoredMaterial.seedBytes(in, true);
    byte[] start = StoredMaterial.bytes(in, Labels.BYTES);
    byte[] seeds = StoredMaterial.bytes(in, seedBytes);
    ArgmaxCircuit argmax = new ArgmaxCircuit(classes, width);
    byte[] table = StoredMaterial.bytes(in, tableBytes(argmax.circuit()));
    return new ClientArgmax(argmax, start, seeds, table);
  }
}
