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
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.LabelHash;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.CorrelatedSender;
import linnet.crypto.transfer.ServerTransferSession;

/**
 * The server's half of one prepared batch of full ReLUs: it garbles, and gives z_S online.
 *
 * <p>Parties: server (garbler, z_S), client (evaluator, z_C and r_next). Output: the server gets
 * {@code (relu(z) >> shift) − r_next} as {@link ReluCircuit} defines it, which r_next makes
 * uniform; the client gets nothing, for it never sees how output colours decode. Adversary:
 * semi-honest. Every batch has its own Δ, labels and hash start and is spent by its first online
 * use.
 *
 * <p>Cost: exactly {@link FullReluCost}; offline one round trip per 8,192 units, online one round
 * trip. Reference: Yao's protocol by half gates, see {@link HalfGates}.
 */
public final class FullReluServer {
  private final ReluCircuit relu;
  private final int units;
  private final long differenceLow;
  private final long differenceHigh;

  /** Zero labels of the bits of z_S, one array a slice: block after block, bit after bit. */
  private final List<byte[]> zeroLabels = new ArrayList<>();

  /** Bit i of a unit's value: colour of the zero label of output i. */
  private final long[] colours;

  private int garbledUnits;
  private boolean spent;
  private boolean done;

  private FullReluServer(ReluCircuit relu, int units, long differenceLow, long differenceHigh) {
    this.relu = relu;
    this.units = units;
    this.differenceLow = differenceLow;
    this.differenceHigh = differenceHigh;
    colours = new long[units];
  }

  /**
   * Prepares a batch together with {@link FullReluClient#prepare}; no message for zero units.
   *
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  public static FullReluServer prepare(
      Channel channel,
      ServerTransferSession transfers,
      EntropySource entropy,
      ReluCircuit relu,
      int units) {
    if (units == 0) {
      return new FullReluServer(relu, 0, 0, 0);
    }
    CorrelatedSender sender = transfers.newSender();
    byte[] start = entropy.seed();
    channel.send(MessageTypes.HASH_START, start);
    FullReluServer server =
        new FullReluServer(relu, units, sender.differenceLow(), sender.differenceHigh());
    server.garble(channel, sender, new LabelHash(start), new Prg(entropy.seed()));
    return server;
  }

  private void garble(Channel channel, CorrelatedSender sender, LabelHash hash, Prg labels) {
    Circuit circuit = relu.circuit();
    BlockWires wires = new BlockWires(circuit);
    HalfGates.Garbler garbler = new HalfGates.Garbler(circuit, hash, differenceLow, differenceHigh);
    for (Slice slice : Slice.of(units)) {
      byte[] zero = labels.bytes(relu.width() * slice.blocks() * slice.wireBytes());
      zeroLabels.add(zero);
      byte[] clientZero = sender.extend(slice.lanes(), slice.transferWords(relu.clientBits()));
      for (int block = 0; block < slice.blocks(); block++) {
        beginBlock(wires, slice, block, zero, clientZero);
        channel.send(
            MessageTypes.TABLES, garbler.garble(wires, slice.firstBlock() + block, slice.lanes()));
        wires.outputColours(colours, slice.unit(block));
        garbledUnits += slice.lanes();
      }
      Arrays.fill(clientZero, (byte) 0);
    }
    wires.wipe();
  }

  private void beginBlock(
      BlockWires wires, Slice slice, int block, byte[] zero, byte[] clientZero) {
    int bytes = slice.wireBytes();
    wires.begin(
        zero, block * relu.width() * bytes, clientZero, block * relu.clientBits() * bytes, bytes);
  }

  /** Units whose tables have been sent. */
  public int garbledUnits() {
    return garbledUnits;
  }

  /**
   * Spends the batch: sends the labels of the server's shares and returns {@code (relu(z) >> shift)
   * − r_next} for each unit.
   *
   * @throws IllegalStateException if the batch is spent already
   * @throws IllegalArgumentException if there are not as many shares as units
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  public long[] online(Channel channel, long[] shares) {
    send(channel, shares);
    return receive(channel);
  }

  /** The first half of {@link #online}: sends the labels. */
  void send(Channel channel, long[] shares) {
    requireUsable(shares.length);
    spent = true;
    List<Slice> slices = Slice.of(units);
    for (int i = 0; i < slices.size(); i++) {
      byte[] labels = activeLabels(slices.get(i), zeroLabels.get(i), shares);
      channel.send(MessageTypes.SERVER_LABELS, labels);
    }
    zeroLabels.clear();
  }

  /** The second half of {@link #online}. */
  long[] receive(Channel channel) {
    if (!spent || done) {
      throw new IllegalStateException("this batch of ReLUs awaits no answer");
    }
    done = true;
    if (units == 0) {
      return new long[0];
    }
    return decode(channel.receive(MessageTypes.COLOURS, Math.multiplyExact(Long.BYTES, units)));
  }

  boolean isDone() {
    return done;
  }

  void requireFresh() {
    requireUsable(units);
  }

  /** Writes what has not been spent. */
  void write(DataOutput out) throws IOException {
    StoredMaterial.write(out, new long[] {differenceLow, differenceHigh});
    for (byte[] labels : zeroLabels) {
      out.write(labels);
    }
    StoredMaterial.write(out, colours);
  }

  static FullReluServer read(DataInput in, ReluCircuit relu, int units) throws IOException {
    long[] difference = StoredMaterial.longs(in, 2);
    FullReluServer server = new FullReluServer(relu, units, difference[0], difference[1]);
    for (Slice slice : Slice.of(units)) {
      server.zeroLabels.add(
          StoredMaterial.bytes(in, relu.width() * slice.blocks() * slice.wireBytes()));
    }
    long[] colours = StoredMaterial.longs(in, units);
    System.arraycopy(colours, 0, server.colours, 0, units);
    server.garbledUnits = units;
    return server;
  }

  static long storedBytes(ReluCircuit relu, int units) {
    return 2L * Long.BYTES + ((long) Labels.BYTES * relu.width() + Long.BYTES) * units;
  }

  /** Labels of the bits of the shares, in place of the zero labels. */
  private byte[] activeLabels(Slice slice, byte[] zero, long[] shares) {
    int length = slice.wireBytes();
    for (int block = 0; block < slice.blocks(); block++) {
      for (int bit = 0; bit < relu.width(); bit++) {
        int at = (block * relu.width() + bit) * length;
        int unit = slice.unit(block);
        Labels.choose(zero, at, shares, unit, bit, differenceLow, differenceHigh, zero, at, length);
      }
    }
    return zero;
  }

  private long[] decode(byte[] answer) {
    long[] values = LittleEndian.longs(answer);
    for (int i = 0; i < units; i++) {
      values[i] ^= colours[i];
    }
    Arrays.fill(colours, 0);
    return values;
  }

  private void requireUsable(int shares) {
    if (spent) {
      throw new IllegalStateException("a prepared batch of ReLUs serves once; prepare another");
    }
    if (shares != units) {
      throw new IllegalArgumentException(
          shares + " shares were given to a batch of " + units + " ReLUs");
    }
  }
}
