// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.LabelHash;
import linnet.crypto.random.Prg;

/**
 * One measurement of the sign circuit's kernels on this thread alone, without transfers and
 * channels.
 *
 * @param garbledGates AND gates garbled a second
 * @param evaluatedGates AND gates evaluated a second
 */
public record SignSpeed(double garbledGates, double evaluatedGates) {
  private static final int BITS = 20;

  /**
   * Garbles and evaluates so many units of 20 bits, all shares 0.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static SignSpeed measure(int units) {
    if (units < 1) {
      throw new IllegalArgumentException("a speed needs a unit");
    }
    return new Measurement(SignLayout.of(List.of(new ReluLayer(BITS, 0, units)))).run();
  }

  private static final class Measurement {
    private final SignLayout layout;
    private final LabelPieces zeroLabels = new LabelPieces();
    private final List<byte[]> tables = new ArrayList<>();
    private final List<byte[]> serverLabels = new ArrayList<>();
    private final long[] differences;
    private final byte[] start;

    Measurement(SignLayout layout) {
      this.layout = layout;
      Prg random = new Prg(EntropySource.secure().seed());
      start = random.bytes(Labels.BYTES);
      differences = random.longs(2);
      for (TransferWords.Run run : layout.inputs().runs()) {
        zeroLabels.add(random.bytes(run.transfers() * Labels.BYTES));
      }
      for (SignBlock block : layout.blocks()) {
        tables.add(new byte[block.tableBytes()]);
        serverLabels.add(new byte[block.serverLabelBytes()]);
      }
    }

    SignSpeed run() {
      SignGarbler garbler =
          new SignGarbler(
              SignKernels.current(), new LabelHash(start), differences[0] | 1, differences[1]);
      SignEvaluator evaluator = new SignEvaluator(SignKernels.current(), new LabelHash(start));
      long[] shares = new long[layout.units()];
      long began = System.nanoTime();
      for (SignBlock block : layout.blocks()) {
        int number = block.number();
        garbler.garble(block, zeroLabels, serverLabels.get(number), tables.get(number));
      }
      long garbled = System.nanoTime();
      for (SignBlock block : layout.blocks()) {
        int number = block.number();
        evaluator.evaluate(
            block, zeroLabels, shares, serverLabels.get(number), 0, tables.get(number));
      }
      long evaluated = System.nanoTime();
      double gates = 1e9 * layout.units() * (BITS - 1);
      return new SignSpeed(gates / (garbled - began), gates / (evaluated - garbled));
    }
  }
}
