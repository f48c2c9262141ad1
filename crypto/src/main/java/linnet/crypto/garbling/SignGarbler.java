// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.random.LabelHash;

/**
 * Garbles the sign of {@code z_S + z_C mod 2^k}, block after block; one worker's.
 *
 * <p>The carry chain has k−1 AND gates in half gates (Zahur, Rosulek, Evans, EUROCRYPT 2015). A bit
 * of z_S enters its gate alone, so its zero label is free to choose, and is chosen to make the
 * evaluator's row zero: 16 bytes a gate, none for the first, where the client knows its own bit.
 */
final class SignGarbler {
  private final SignKernels.Kernel next;
  private final SignKernels.Kernel first;
  private final SignKernels.Kernel evaluatorHalf;
  private final SignKernels.Kernel generatorHalf;
  private final LabelHash hash;
  private final GateBlock block = new GateBlock();

  SignGarbler(SignKernels kernels, LabelHash hash, long differenceLow, long differenceHigh) {
    this.hash = hash;
    next = kernels::garbleNext;
    first = kernels::garbleFirst;
    evaluatorHalf = kernels::garbleEvaluatorHalf;
    generatorHalf = kernels::garbleGeneratorHalf;
    block.difference(differenceLow, differenceHigh);
  }

  /**
   * Garbles a block; afterwards {@link #pads} holds both hashes of its output wire.
   *
   * @param serverLabels gets the zero labels of the server's bits
   * @param table gets the rows
   */
  void garble(SignBlock at, LabelPieces clientLabels, byte[] serverLabels, byte[] table) {
    block.begin(at);
    clientLabels.bind(at, block);
    block.serverLabels(serverLabels, 0);
    block.table(table);
    SignKernels.run(next, block, -1);
    encrypt(0, at);
    SignKernels.run(first, block, 0);
    SignKernels.run(next, block, 0);
    for (int gate = 1; gate < at.gates(); gate++) {
      encrypt(gate, at);
      SignKernels.run(evaluatorHalf, block, gate);
      encrypt(gate, at);
      SignKernels.run(generatorHalf, block, gate);
      SignKernels.run(next, block, gate);
    }
    encrypt(SignTweaks.PAYLOAD, at);
  }

  private void encrypt(int gate, SignBlock at) {
    hash.encrypt(block.in, block.out, 2 * block.length, gate, at.number());
  }

  /** The hashes of the output wire's labels, and the colour of its zero label. */
  GateBlock pads() {
    return block;
  }
}
