// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static jdk.incubator.vector.VectorOperators.IS_NEGATIVE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels that run once a gate in the Vector API, four labels a vector; lanes beyond a multiple
 * of four, and what runs once a block, are the scalar twin's.
 */
final class VectorSignKernels implements SignKernels {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
  private static final int STEP = 64;

  private final ScalarSignKernels scalar = new ScalarSignKernels();

  @Override
  public void garbleBegin(GateBlock block, int gate) {
    scalar.garbleBegin(block, gate);
  }

  @Override
  public void garbleFirst(GateBlock block, int gate) {
    scalar.garbleFirst(block, gate);
  }

  @Override
  public void evaluateBegin(GateBlock block, int gate) {
    scalar.evaluateBegin(block, gate);
  }

  @Override
  public void evaluateFirst(GateBlock block, int gate) {
    scalar.evaluateFirst(block, gate);
  }

  @Override
  public void garbleEvaluatorHalf(GateBlock block, int gate) {
    int whole = whole(block);
    evaluatorHalf(
        block.in,
        block.out,
        block.length,
        block.carry,
        sigma(difference(block)),
        block.server,
        block.serverWire(gate),
        block.half,
        block.y,
        block.x,
        whole);
    ScalarSignKernels.garbleEvaluatorHalf(block, gate, whole);
  }

  private static void evaluatorHalf(
      byte[] in,
      byte[] out,
      int second,
      byte[] carry,
      LongVector sigmaDelta,
      byte[] server,
      int at,
      byte[] half,
      byte[] y,
      byte[] x,
      int whole) {
    for (int o = 0; o < whole; o += STEP) {
      LongVector h0 = xor(get(in, o), get(out, o));
      LongVector h1 = xor(get(in, second + o), get(out, second + o));
      LongVector x0 = xor(h0, h1);
      put(half, o, h0.blend(h1, colour(get(y, o))));
      put(server, at + o, xor(x0, get(carry, o)));
      put(x, o, x0);
      LongVector sigma = sigma(x0);
      put(in, o, sigma);
      put(in, second + o, xor(sigma, sigmaDelta));
    }
  }

  @Override
  public void garbleGeneratorHalf(GateBlock block, int gate) {
    int whole = whole(block);
    generatorHalf(
        block.in,
        block.out,
        block.length,
        block.carry,
        difference(block),
        block.client,
        block.clientWire(gate + 1),
        block.table,
        block.row(gate),
        block.half,
        block.y,
        block.x,
        whole);
    ScalarSignKernels.garbleGeneratorHalf(block, gate, whole);
  }

  private static void generatorHalf(
      byte[] in,
      byte[] out,
      int second,
      byte[] carry,
      LongVector delta,
      byte[] client,
      int next,
      byte[] table,
      int row,
      byte[] half,
      byte[] y,
      byte[] x,
      int whole) {
    LongVector sigmaDelta = sigma(delta);
    for (int o = 0; o < whole; o += STEP) {
      LongVector h0 = xor(get(in, o), get(out, o));
      LongVector h1 = xor(get(in, second + o), get(out, second + o));
      LongVector sent = xor(h0, h1).lanewise(XOR, delta, colour(get(y, o)));
      put(table, row + o, sent);
      LongVector gate = h0.lanewise(XOR, sent, colour(get(x, o)));
      LongVector c = xor(xor(get(carry, o), get(half, o)), gate);
      put(carry, o, c);
      LongVector y0 = xor(c, get(client, next + o));
      put(y, o, y0);
      LongVector sigma = sigma(y0);
      put(in, o, sigma);
      put(in, second + o, xor(sigma, sigmaDelta));
    }
  }

  @Override
  public void select(GateBlock block, int gate) {
    int whole = whole(block);
    select(block.values, gate, difference(block), block.server, block.serverWire(gate), whole);
    ScalarSignKernels.select(block, gate, whole);
  }

  private static void select(
      long[] values, int bit, LongVector delta, byte[] labels, int at, int whole) {
    for (int o = 0; o < whole; o += STEP) {
      VectorMask<Long> chosen =
          LongVector.fromArray(LONGS, values, o >> 3).lanewise(LSHL, 63 - bit).test(IS_NEGATIVE);
      put(labels, at + o, get(labels, at + o).lanewise(XOR, delta, chosen));
    }
  }

  @Override
  public void evaluateGate(GateBlock block, int gate) {
    int whole = whole(block);
    evaluateGate(
        block.in,
        block.out,
        block.length,
        block.carry,
        block.table,
        block.row(gate),
        block.client,
        block.clientWire(gate + 1),
        block.server,
        block.nextServerWire(gate),
        block.y,
        block.x,
        whole);
    ScalarSignKernels.evaluateGate(block, gate, whole);
  }

  private static void evaluateGate(
      byte[] in,
      byte[] out,
      int second,
      byte[] carry,
      byte[] table,
      int row,
      byte[] client,
      int nextClient,
      byte[] server,
      int nextServer,
      byte[] y,
      byte[] x,
      int whole) {
    for (int o = 0; o < whole; o += STEP) {
      LongVector label = get(x, o);
      LongVector hashX = xor(get(in, second + o), get(out, second + o));
      LongVector hashY = xor(get(in, o), get(out, o));
      LongVector generator = hashX.lanewise(XOR, get(table, row + o), colour(label));
      LongVector evaluator = hashY.lanewise(XOR, label, colour(get(y, o)));
      LongVector c = xor(xor(get(carry, o), generator), evaluator);
      put(carry, o, c);
      LongVector nextY = xor(c, get(client, nextClient + o));
      LongVector nextX = xor(c, get(server, nextServer + o));
      put(y, o, nextY);
      put(x, o, nextX);
      put(in, o, sigma(nextY));
      put(in, second + o, sigma(nextX));
    }
  }

  private static int whole(GateBlock block) {
    return block.length & -STEP;
  }

  private static LongVector get(byte[] labels, int at) {
    return ByteVector.fromArray(BYTES, labels, at).reinterpretAsLongs();
  }

  private static void put(byte[] labels, int at, LongVector vector) {
    vector.reinterpretAsBytes().intoArray(labels, at);
  }

  private static LongVector xor(LongVector left, LongVector right) {
    return left.lanewise(XOR, right);
  }

  private static LongVector sigma(LongVector vector) {
    return vector.lanewise(ROL, 32).lanewise(XOR, vector.and(0xFFFFFFFF00000000L));
  }

  /** Both halves of each label whose lowest bit is one; doubled in an integer, without shuffles. */
  private static VectorMask<Long> colour(LongVector labels) {
    long low = labels.lanewise(LSHL, 63).test(IS_NEGATIVE).toLong() & 0x55;
    return VectorMask.fromLong(LONGS, low | low << 1);
  }

  private static LongVector difference(GateBlock block) {
    return LongVector.broadcast(LONGS, block.low)
        .blend(LongVector.broadcast(LONGS, block.high), VectorMask.fromLong(LONGS, 0xAA));
  }
}
