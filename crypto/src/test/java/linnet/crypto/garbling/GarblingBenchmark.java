// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.TwoParties;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.LabelHash;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.TransferSession;

/** Prints throughputs of this module's hot loops; run by hand, not a test. */
public final class GarblingBenchmark {
  private static final ReluCircuit RELU = new ReluCircuit(40, 12);
  private static final int BLOCKS = 200;
  private static final int WORDS = 64;

  private GarblingBenchmark() {}

  /** Best of some rounds, one line each. */
  public static void main(String[] arguments) {
    double garbling = 0;
    double evaluating = 0;
    double transfers = 0;
    for (int round = 0; round < 8; round++) {
      double[] ands = garbleAndEvaluate();
      garbling = Math.max(garbling, ands[0]);
      evaluating = Math.max(evaluating, ands[1]);
      transfers = Math.max(transfers, transfers());
    }
    System.out.printf("garbling    %.1f million AND/s%n", garbling / 1e6);
    System.out.printf("evaluating  %.1f million AND/s%n", evaluating / 1e6);
    System.out.printf("transfers   %.1f million/s, both parties at once%n", transfers / 1e6);
    SignBenchmark.main(arguments);
  }

  private static double[] garbleAndEvaluate() {
    Circuit circuit = RELU.circuit();
    Prg random = new Prg(new byte[16]);
    int wire = HalfGates.LANES * Labels.BYTES;
    byte[] server = random.bytes(RELU.width() * wire);
    byte[] client = random.bytes(RELU.clientBits() * wire);
    BlockWires wires = new BlockWires(circuit);
    wires.begin(server, 0, client, 0, wire);
    LabelHash hash = new LabelHash(random.bytes(16));
    HalfGates.Garbler garbler = new HalfGates.Garbler(circuit, hash, 1, 2);
    HalfGates.Evaluator evaluator = new HalfGates.Evaluator(circuit, hash);
    byte[][] tables = new byte[BLOCKS][];
    long start = System.nanoTime();
    for (int block = 0; block < BLOCKS; block++) {
      tables[block] = garbler.garble(wires, block, HalfGates.LANES);
    }
    long middle = System.nanoTime();
    for (int block = 0; block < BLOCKS; block++) {
      evaluator.evaluate(wires, tables[block], block, HalfGates.LANES);
    }
    long end = System.nanoTime();
    double ands = 1e9 * BLOCKS * HalfGates.LANES * circuit.andGates();
    return new double[] {ands / (middle - start), ands / (end - middle)};
  }

  private static double transfers() {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    EntropySource entropy = EntropySource.secure();
    var session =
        TwoParties.run(
            () ->
                TransferSession.server(
                    line.server(), entropy, linnet.crypto.transfer.TransferKind.IKNP),
            () ->
                TransferSession.client(
                    line.client(), entropy, linnet.crypto.transfer.TransferKind.IKNP));
    var batch = TwoParties.run(session.server()::newSender, session.client()::newReceiver);
    long[] choices = new long[WORDS * HalfGates.LANES];
    long start = System.nanoTime();
    TwoParties.run(
        () -> batch.server().extend(HalfGates.LANES, WORDS),
        () -> batch.client().extend(HalfGates.LANES, choices));
    return 64e9 * choices.length / (System.nanoTime() - start);
  }
}
