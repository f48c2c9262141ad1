// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.LabelHash;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.CorrelatedReceiver;

/**
 * The client's half of one prepared batch of full ReLUs: it gave z_C and r_next when preparing, and
 * evaluates online. Parties, adversary, leakage and cost as in {@link FullReluServer}.
 *
 * <p>It holds {@code 32·ANDs + 16·(width + 64)} bytes a unit until it is spent.
 */
public final class FullReluClient {
  private final ReluCircuit relu;
  private final int units;
  private final byte[] start;

  /** Labels of the client's bits, one array a slice: block after block, bit after bit. */
  private final List<byte[]> labels = new ArrayList<>();

  private final List<byte[]> tables = new ArrayList<>();
  private int garbledUnits;
  private boolean spent;

  private FullReluClient(ReluCircuit relu, int units, byte[] start) {
    this.relu = relu;
    this.units = units;
    this.start = start;
  }

  /**
   * Prepares a batch together with {@link FullReluServer#prepare}; no message for zero units.
   *
   * @param shares z_C of each unit
   * @param nextMasks r_next of each unit; used nowhere else
   * @throws IllegalArgumentException if there are not as many masks as shares
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public static FullReluClient prepare(
      Channel channel,
      ClientTransferSession transfers,
      ReluCircuit relu,
      long[] shares,
      long[] nextMasks) {
    if (shares.length != nextMasks.length) {
      throw new IllegalArgumentException(
          nextMasks.length + " masks were given for " + shares.length + " shares");
    }
    if (shares.length == 0) {
      return new FullReluClient(relu, 0, new byte[Labels.BYTES]);
    }
    CorrelatedReceiver receiver = transfers.newReceiver();
    byte[] start = channel.receive(MessageTypes.HASH_START, Labels.BYTES);
    FullReluClient client = new FullReluClient(relu, shares.length, start);
    client.receive(channel, receiver, new ChoiceWords(relu.width(), shares, nextMasks));
    return client;
  }

  private void receive(Channel channel, CorrelatedReceiver receiver, ChoiceWords choices) {
    for (Slice slice : Slice.of(units)) {
      int wanted = relu.clientBits() * slice.blocks() * slice.wireBytes();
      labels.add(Arrays.copyOf(receiver.extend(slice.lanes(), choices.of(slice)), wanted));
      for (int block = 0; block < slice.blocks(); block++) {
        int bytes = HalfGates.tableBytes(relu.andGates(), slice.lanes());
        tables.add(channel.receive(MessageTypes.TABLES, bytes));
        garbledUnits += slice.lanes();
      }
    }
  }

  /** Units whose tables have been received. */
  public int garbledUnits() {
    return garbledUnits;
  }

  /**
   * Spends the batch: evaluates it with the labels that the server sends, and answers.
   *
   * @throws IllegalStateException if the batch is spent already
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public void online(Channel channel) {
    byte[] answer = evaluate(channel);
    if (answer.length > 0) {
      channel.send(MessageTypes.COLOURS, answer);
    }
  }

  /** All of {@link #online} but the sending of the answer, which is returned. */
  byte[] evaluate(Channel channel) {
    requireFresh();
    spent = true;
    byte[] answer = LittleEndian.bytes(colours(channel));
    labels.forEach(array -> Arrays.fill(array, (byte) 0));
    labels.clear();
    tables.clear();
    return answer;
  }

  boolean isDone() {
    return spent;
  }

  void requireFresh() {
    if (spent) {
      throw new IllegalStateException("a prepared batch of ReLUs serves once; prepare another");
    }
  }

  /** Writes what has not been spent. */
  void write(DataOutput out) throws IOException {
    out.write(start);
    for (byte[] slice : labels) {
      out.write(slice);
    }
    for (byte[] table : tables) {
      out.write(table);
    }
  }

  static FullReluClient read(DataInput in, ReluCircuit relu, int units) throws IOException {
    FullReluClient client = new FullReluClient(relu, units, StoredMaterial.bytes(in, Labels.BYTES));
    for (Slice slice : Slice.of(units)) {
      int labelBytes = relu.clientBits() * slice.blocks() * slice.wireBytes();
      client.labels.add(StoredMaterial.bytes(in, labelBytes));
    }
    for (Slice slice : Slice.of(units)) {
      for (int block = 0; block < slice.blocks(); block++) {
        int bytes = HalfGates.tableBytes(relu.andGates(), slice.lanes());
        client.tables.add(StoredMaterial.bytes(in, bytes));
      }
    }
    client.garbledUnits = units;
    return client;
  }

  static long storedBytes(ReluCircuit relu, int units) {
    return Labels.BYTES
        + (long) Labels.BYTES * relu.clientBits() * units
        + (long) HalfGates.tableBytes(relu.andGates(), 1) * units;
  }

  private long[] colours(Channel channel) {
    Circuit circuit = relu.circuit();
    BlockWires wires = new BlockWires(circuit);
    HalfGates.Evaluator evaluator = new HalfGates.Evaluator(circuit, new LabelHash(start));
    long[] colours = new long[units];
    List<Slice> slices = Slice.of(units);
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      int bytes = Labels.BYTES * relu.width() * slice.units();
      byte[] serverLabels = channel.receive(MessageTypes.SERVER_LABELS, bytes);
      for (int block = 0; block < slice.blocks(); block++) {
        beginBlock(wires, slice, block, serverLabels, labels.get(i));
        int number = slice.firstBlock() + block;
        evaluator.evaluate(wires, tables.get(number), number, slice.lanes());
        wires.outputColours(colours, slice.unit(block));
      }
    }
    wires.wipe();
    return colours;
  }

  private void beginBlock(
      BlockWires wires, Slice slice, int block, byte[] serverLabels, byte[] clientLabels) {
    int bytes = slice.wireBytes();
    wires.begin(
        serverLabels,
        block * relu.width() * bytes,
        clientLabels,
        block * relu.clientBits() * bytes,
        bytes);
  }
}
