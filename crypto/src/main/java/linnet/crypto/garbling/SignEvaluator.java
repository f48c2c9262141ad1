// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.random.LabelHash;

/** Evaluates what {@link SignGarbler} garbled, block after block; one worker's. */
final class SignEvaluator {
  private final SignKernels.Kernel next;
  private final SignKernels.Kernel first;
  private final SignKernels.Kernel gateKernel;
  private final LabelHash hash;
  private final GateBlock block = new GateBlock();

  SignEvaluator(SignKernels kernels, LabelHash hash) {
    this.hash = hash;
    next = kernels::evaluateNext;
    first = kernels::evaluateFirst;
    gateKernel = kernels::evaluateGate;
  }

  /**
   * Evaluates a block; afterwards {@link #output} holds the output wire's label and its hash.
   *
   * @param shares z_C of all units
   * @param labels labels of the bits of z_S, from an offset on
   */
  void evaluate(
      SignBlock at,
      LabelPieces clientLabels,
      long[] shares,
      byte[] labels,
      int from,
      byte[] table) {
    block.begin(at);
    clientLabels.bind(at, block);
    block.serverLabels(labels, from);
    block.table(table);
    block.values(shares, at.firstUnit());
    SignKernels.run(next, block, -1);
    encrypt(block.length, 0, at);
    SignKernels.run(first, block, 0);
    SignKernels.run(next, block, 0);
    for (int gate = 1; gate < at.gates(); gate++) {
      encrypt(2 * block.length, gate, at);
      SignKernels.run(gateKernel, block, gate);
      SignKernels.run(next, block, gate);
    }
    encrypt(block.length, SignTweaks.PAYLOAD, at);
  }

  private void encrypt(int length, int gate, SignBlock at) {
    hash.encrypt(block.in, block.out, length, gate, at.number());
  }

  GateBlock output() {
    return block;
  }
}
