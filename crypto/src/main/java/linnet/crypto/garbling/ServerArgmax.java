// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.LabelHash;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.CorrelatedSender;
import linnet.crypto.transfer.ServerTransferSession;

/**
 * The server's half of one prepared choice of the largest of several shared numbers.
 *
 * <p>Parties: server (garbler, its shares online), client (evaluator, its shares when preparing).
 * Output: the client gets the index of the largest number mod 2^width as signed, the first of
 * equals, and nothing else; the server gets nothing. Adversary: semi-honest. It serves once. Cost:
 * exactly {@link ArgmaxCost}; online one message. Reference: Yao's protocol by half gates, see
 * {@link HalfGates}.
 */
public final class ServerArgmax {
  private static final long FORMAT = 0x31_5341_4E47_4953L;

  private final ArgmaxCircuit argmax;
  private final long differenceLow;
  private final long differenceHigh;

  /** Makes the zero labels of the server's bits. */
  private final byte[] seed;

  private boolean spent;

  private ServerArgmax(ArgmaxCircuit argmax, long differenceLow, long differenceHigh, byte[] seed) {
    this.argmax = argmax;
    this.differenceLow = differenceLow;
    this.differenceHigh = differenceHigh;
    this.seed = seed;
  }

  /**
   * Prepares together with {@link ClientArgmax#prepare}.
   *
   * @param classes how many numbers, 2 to 65,536
   * @param width bits of a number, 2 to 63; the caller bounds magnitudes below 2^(width−1)
   * @throws IllegalArgumentException if classes or width is out of range
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  public static ServerArgmax prepare(
      Channel channel,
      ServerTransferSession transfers,
      EntropySource entropy,
      int classes,
      int width) {
    ArgmaxCircuit argmax = new ArgmaxCircuit(classes, width);
    CorrelatedSender inputs = transfers.newSender();
    byte[] start = entropy.seed();
    ServerArgmax server =
        new ServerArgmax(argmax, inputs.differenceLow(), inputs.differenceHigh(), entropy.seed());
    channel.send(MessageTypes.ARGMAX_START, start);
    LabelPieces clientLabels = new LabelPieces();
    for (TransferWords.Run run : new TransferWords(argmax.inputBits()).runs()) {
      clientLabels.add(inputs.extend(run.lanes(), run.words()));
    }
    server.garble(channel, start, clientLabels.whole(argmax.inputBits()));
    return server;
  }

  private void garble(Channel channel, byte[] start, byte[] clientLabels) {
    Circuit circuit = argmax.circuit();
    BlockWires wires = new BlockWires(circuit);
    wires.begin(zeroLabels(), 0, clientLabels, 0, Labels.BYTES);
    HalfGates.Garbler garbler =
        new HalfGates.Garbler(circuit, new LabelHash(start), differenceLow, differenceHigh);
    byte[] table = garbler.garble(wires, 0, 1);
    long[] colours = new long[1];
    wires.outputColours(colours, 0);
    channel.send(MessageTypes.ARGMAX_TABLE, table, LittleEndian.bytes(colours));
    wires.wipe();
  }

  private byte[] zeroLabels() {
    return new Prg(seed).bytes(argmax.inputBits() * Labels.BYTES);
  }

  /**
   * Spends it: sends the labels of the server's shares.
   *
   * @throws IllegalStateException if it is spent already
   * @throws IllegalArgumentException if there are not as many shares as classes
   * @throws linnet.crypto.channel.PeerException if the client is gone
   */
  public void online(Channel channel, long[] shares) {
    if (shares.length != argmax.classes()) {
      throw new IllegalArgumentException(
          shares.length + " shares were given for " + argmax.classes() + " classes");
    }
    requireFresh();
    spent = true;
    byte[] labels = zeroLabels();
    for (int i = 0; i < argmax.inputBits(); i++) {
      int at = i * Labels.BYTES;
      int bit = i % argmax.width();
      Labels.choose(
          labels,
          at,
          shares,
          i / argmax.width(),
          bit,
          differenceLow,
          differenceHigh,
          labels,
          at,
          Labels.BYTES);
    }
    channel.send(MessageTypes.ARGMAX_LABELS, labels);
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
    StoredMaterial.write(
        out, new long[] {FORMAT, argmax.classes(), argmax.width(), differenceLow, differenceHigh});
    out.write(seed);
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IOException if it ends early or is for other classes or bits; one sentence
   */
  public static ServerArgmax read(DataInput in, int classes, int width) throws IOException {
    StoredMaterial.checkHead(in, FORMAT, classes, width);
    long[] difference = StoredMaterial.longs(in, 2);
    byte[] seed = StoredMaterial.bytes(in, Prg.SEED_BYTES);
    return new ServerArgmax(new ArgmaxCircuit(classes, width), difference[0], difference[1], seed);
  }
}
