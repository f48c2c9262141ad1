// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.kernel.Kernels;

/**
 * The inner loops of the sign circuit over the lanes of a block. Gate i turns carry c_i into {@code
 * c_{i+1} = c_i ⊕ (a_i ⊕ c_i)(b_i ⊕ c_i)}, with x = a_i ⊕ c_i and y = b_i ⊕ c_i; c_0 = 0.
 *
 * <p>A kernel is run through {@link #run} only, whose one call site meets many classes, so that the
 * JIT compiles each kernel by itself: in a common caller, and in a kernel of more work than these,
 * its inlining ends halfway and vectors go to the heap, several times slower.
 */
interface SignKernels {
  /** One pass over a block. */
  interface Kernel {
    void pass(GateBlock block, int gate);
  }

  /** Runs a kernel as a compilation unit of its own. */
  static void run(Kernel kernel, GateBlock block, int gate) {
    kernel.pass(block, gate);
  }

  /** What this process uses. */
  static SignKernels current() {
    return of(Kernels.current());
  }

  static SignKernels of(Kernels kernels) {
    return switch (kernels) {
      case SCALAR -> new ScalarSignKernels();
      case VECTOR -> new VectorSignKernels();
    };
  }

  /** Garbler: y of the gate after this one, and hash inputs of both its labels. */
  void garbleNext(GateBlock block, int gate);

  /** Garbler, after hashing y of gate 0, which is b_0: {@code c = H(y0), a_0 = H(y0) ⊕ H(y1)}. */
  void garbleFirst(GateBlock block, int gate);

  /**
   * Garbler, after hashing y: {@code x0 = H(y0) ⊕ H(y1)} makes the evaluator's row zero, hence
   * {@code a = x0 ⊕ c}; half = the hash of y's label of colour zero; then hash inputs of x.
   */
  void garbleEvaluatorHalf(GateBlock block, int gate);

  /** Garbler, after hashing x: {@code row = H(x0) ⊕ H(x1) ⊕ p_y·Δ, c ⊕= half ⊕ H(x0) ⊕ p_x·row}. */
  void garbleGeneratorHalf(GateBlock block, int gate);

  /** Garbler, online: zero labels of input wire {@code gate} become those of the values' bits. */
  void select(GateBlock block, int gate);

  /**
   * Evaluator: y and x of the gate after this one, and their hash inputs; after the last gate, y is
   * the output wire and x of no use.
   */
  void evaluateNext(GateBlock block, int gate);

  /** Evaluator, after hashing y of gate 0, which is b_0: {@code c = H(b_0) ⊕ b_0·a_0}. */
  void evaluateFirst(GateBlock block, int gate);

  /** Evaluator, after hashing y and x: {@code c ⊕= H(x) ⊕ p_x·row ⊕ H(y) ⊕ p_y·x}. */
  void evaluateGate(GateBlock block, int gate);
}
