// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.kernel.Kernels;
import linnet.crypto.random.LabelHash;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignKernelsTest {
  private static final int BITS = 9;

  private final Prg random = new Prg(new byte[16]);
  private final long low = random.longs(1)[0] | 1;
  private final long high = random.longs(1)[0];
  private final LabelHash hash = new LabelHash(random.bytes(16));

  /** Everything that garbling, choosing and evaluating one block leaves behind. */
  // Compared field by field only.
  @SuppressWarnings("ArrayRecordComponent")
  private record Block(byte[] zero, byte[] table, byte[] active, byte[] garbled, byte[] output) {}

  @ParameterizedTest(name = "{0} lanes")
  @ValueSource(ints = {1, 2, 3, 4, 5, 63, 64, 126, 128, 255, 256})
  void theVectorTwinEqualsTheScalarOneBitForBit(int lanes) {
    assumeTrue(Kernels.vectorsAvailable());
    byte[] labels = random.bytes(BITS * lanes * Labels.BYTES);
    long[] server = random.longs(lanes);
    long[] client = random.longs(lanes);
    Block scalar = run(Kernels.SCALAR, lanes, labels, server, client);
    Block vector = run(Kernels.VECTOR, lanes, labels, server, client);
    assertThat(vector).usingRecursiveComparison().isEqualTo(scalar);
  }

  @ParameterizedTest
  @EnumSource
  void everyGateOpensTheLabelOfItsValueForEveryPairOfInputs(Kernels kernels) {
    assumeTrue(kernels == Kernels.SCALAR || Kernels.vectorsAvailable());
    long[] server = new long[128];
    long[] client = new long[128];
    for (int from = 0; from < 1 << 10; from += 128) {
      for (int lane = 0; lane < 128; lane++) {
        server[lane] = (long) (from + lane) >> 5;
        client[lane] = (long) (from + lane) & 31;
      }
      checkOutputs(kernels, server, client);
    }
    checkOutputs(kernels, random.longs(128), random.longs(128));
  }

  private void checkOutputs(Kernels kernels, long[] server, long[] client) {
    Block block = run(kernels, 128, random.bytes(BITS * 128 * Labels.BYTES), server, client);
    for (int lane = 0; lane < 128; lane++) {
      long carry = ((server[lane] & 255) + (client[lane] & 255)) >> 8;
      long mask = -(carry ^ (client[lane] >> 8 & 1));
      int at = lane * Labels.BYTES;
      assertThat(LittleEndian.getLong(block.output, at))
          .isEqualTo(LittleEndian.getLong(block.garbled, at) ^ (mask & low));
      assertThat(LittleEndian.getLong(block.output, at + 8))
          .isEqualTo(LittleEndian.getLong(block.garbled, at + 8) ^ (mask & high));
    }
  }

  @Test
  void distinctBlocksOfEqualInputsHaveDistinctTables() {
    byte[] labels = random.bytes(BITS * 4 * Labels.BYTES);
    byte[] first = garbled(Kernels.SCALAR, new SignBlock(0, BITS, 0, 4, 0), labels, new byte[448]);
    byte[] second = garbled(Kernels.SCALAR, new SignBlock(1, BITS, 0, 4, 0), labels, new byte[448]);
    assertThat(first).isNotEqualTo(second);
  }

  private byte[] garbled(Kernels kernels, SignBlock block, byte[] labels, byte[] table) {
    LabelPieces pieces = new LabelPieces();
    pieces.add(labels);
    new SignGarbler(SignKernels.of(kernels), hash, low, high)
        .garble(block, pieces, new byte[block.serverLabelBytes()], table);
    return table;
  }

  private Block run(Kernels kernels, int lanes, byte[] zeroLabels, long[] server, long[] client) {
    SignBlock block = SignLayout.of(List.of(new ReluLayer(BITS, 0, lanes))).blocks().getFirst();
    LabelPieces zero = new LabelPieces();
    zero.add(zeroLabels);
    byte[] zeroOfServer = new byte[block.serverLabelBytes()];
    byte[] table = new byte[block.tableBytes()];
    SignGarbler garbler = new SignGarbler(SignKernels.of(kernels), hash, low, high);
    garbler.garble(block, zero, zeroOfServer, table);
    byte[] active = zeroOfServer.clone();
    select(kernels, block, active, server);
    LabelPieces chosen = new LabelPieces();
    chosen.add(chosen(zeroLabels, lanes, client));
    SignEvaluator evaluator = new SignEvaluator(SignKernels.of(kernels), hash);
    evaluator.evaluate(block, chosen, client, active, 0, table);
    byte[] garbled = Arrays.copyOf(garbler.pads().y, block.wireBytes());
    byte[] output = Arrays.copyOf(evaluator.output().y, block.wireBytes());
    return new Block(zeroOfServer, table, active, garbled, output);
  }

  private void select(Kernels kernels, SignBlock block, byte[] labels, long[] values) {
    GateBlock worker = new GateBlock();
    worker.begin(block);
    worker.difference(low, high);
    worker.serverLabels(labels, 0);
    worker.values(values, 0);
    for (int gate = 0; gate < block.gates(); gate++) {
      SignKernels.of(kernels).select(worker, gate);
    }
  }

  private byte[] chosen(byte[] zero, int lanes, long[] values) {
    byte[] labels = zero.clone();
    int wire = lanes * Labels.BYTES;
    for (int bit = 0; bit < BITS; bit++) {
      Labels.choose(zero, bit * wire, values, 0, bit, low, high, labels, bit * wire, wire);
    }
    return labels;
  }
}
