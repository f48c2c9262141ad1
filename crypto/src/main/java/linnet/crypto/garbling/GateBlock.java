// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.Arrays;

/**
 * What the kernels of one block work on: the labels of a gate's wires for all lanes, and views of
 * the arrays that hold the inputs and tables of the whole block.
 *
 * <p>Input wire i lies {@code i · length} after its array's offset; {@code in} and {@code out} are
 * the hash's, two labels a lane, the second {@code length} after the first.
 */
final class GateBlock {
  private static final byte[] NONE = new byte[0];
  private static final int BYTES = SignBlock.LANES * Labels.BYTES;

  final byte[] carry = new byte[BYTES];
  final byte[] x = new byte[BYTES];
  final byte[] y = new byte[BYTES];
  final byte[] half = new byte[BYTES];
  final byte[] in = new byte[2 * BYTES];
  final byte[] out = new byte[2 * BYTES];

  /** A value of each lane, twice: once for each half of a label. */
  final long[] values = new long[2 * SignBlock.LANES];

  byte[] client = NONE;
  int clientAt;
  byte[] server = NONE;
  int serverAt;
  byte[] table = NONE;

  long low;
  long high;

  /** Bytes of a wire's labels. */
  int length;

  /** AND gates, the first included. */
  int gates;

  /** Begins a block, whose carry is zero. */
  void begin(SignBlock block) {
    Arrays.fill(carry, (byte) 0);
    length = block.wireBytes();
    gates = block.gates();
  }

  void difference(long differenceLow, long differenceHigh) {
    low = differenceLow;
    high = differenceHigh;
  }

  void clientLabels(byte[] labels, int at) {
    client = labels;
    clientAt = at;
  }

  void serverLabels(byte[] labels, int at) {
    server = labels;
    serverAt = at;
  }

  void table(byte[] rows) {
    table = rows;
  }

  /** Sets the values of the lanes. */
  void values(long[] from, int first) {
    for (int lane = 0; lane < length / Labels.BYTES; lane++) {
      values[2 * lane] = from[first + lane];
      values[2 * lane + 1] = from[first + lane];
    }
  }

  int clientWire(int bit) {
    return clientAt + bit * length;
  }

  int serverWire(int bit) {
    return serverAt + bit * length;
  }

  /** The server's wire of the gate after one; after the last, a wire that is there to be read. */
  int nextServerWire(int gate) {
    return serverWire(Math.min(gate + 1, gates - 1));
  }

  /** Rows of a gate; the first has none. */
  int row(int gate) {
    return (gate - 1) * length;
  }
}
