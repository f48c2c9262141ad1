// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.IS_NEGATIVE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels that run once a gate in the Vector API, four labels a vector; lanes beyond a multiple
 * of four, and what runs once a block, are the scalar twin's.
 */
final class VectorSignKernels implements SignKernels {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
  private static final VectorShuffle<Long> LOW_TWICE =
      VectorShuffle.fromValues(LONGS, 0, 0, 2, 2, 4, 4, 6, 6);
  private static final int STEP = 64;

  private final ScalarSignKernels scalar = new ScalarSignKernels();

  @Override
  public void garbleFirst(GateBlock block, int gate) {
    scalar.garbleFirst(block, gate);
  }

  @Override
  public void evaluateFirst(GateBlock block, int gate) {
    scalar.evaluateFirst(block, gate);
  }

  @Override
  public void garbleNext(GateBlock block, int gate) {
    int whole = whole(block);
    byte[] in = block.in;
    int at = block.clientWire(gate + 1);
    int second = block.length;
    LongVector sigmaDelta = sigma(difference(block));
    for (int o = 0; o < whole; o += STEP) {
      LongVector label = xor(get(block.carry, o), get(block.client, at + o));
      LongVector sigma = sigma(label);
      put(block.y, o, label);
      put(in, o, sigma);
      put(in, second + o, xor(sigma, sigmaDelta));
    }
    if (whole < block.length) {
      ScalarSignKernels.garbleNext(block, gate, whole);
    }
  }

  @Override
  public void evaluateNext(GateBlock block, int gate) {
    int whole = whole(block);
    byte[] in = block.in;
    int client = block.clientWire(gate + 1);
    int server = block.nextServerWire(gate);
    int second = block.length;
    for (int o = 0; o < whole; o += STEP) {
      LongVector carry = get(block.carry, o);
      LongVector y = xor(carry, get(block.client, client + o));
      LongVector x = xor(carry, get(block.server, server + o));
      put(block.y, o, y);
      put(block.x, o, x);
      put(in, o, sigma(y));
      put(in, second + o, sigma(x));
    }
    if (whole < block.length) {
      ScalarSignKernels.evaluateNext(block, gate, whole);
    }
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
    if (whole < block.length) {
      ScalarSignKernels.garbleEvaluatorHalf(block, gate, whole);
    }
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
      put(half, o, xor(h0, x0.and(colour(get(y, o)))));
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
        block.table,
        block.row(gate),
        block.half,
        block.y,
        block.x,
        whole);
    if (whole < block.length) {
      ScalarSignKernels.garbleGeneratorHalf(block, gate, whole);
    }
  }

  private static void generatorHalf(
      byte[] in,
      byte[] out,
      int second,
      byte[] carry,
      LongVector delta,
      byte[] table,
      int row,
      byte[] half,
      byte[] y,
      byte[] x,
      int whole) {
    for (int o = 0; o < whole; o += STEP) {
      LongVector h0 = xor(get(in, o), get(out, o));
      LongVector h1 = xor(get(in, second + o), get(out, second + o));
      LongVector sent = xor(xor(h0, h1), delta.and(colour(get(y, o))));
      put(table, row + o, sent);
      LongVector gate = xor(h0, sent.and(colour(get(x, o))));
      put(carry, o, xor(xor(get(carry, o), get(half, o)), gate));
    }
  }

  @Override
  public void select(GateBlock block, int gate) {
    int whole = whole(block);
    select(block.values, gate, difference(block), block.server, block.serverWire(gate), whole);
    if (whole < block.length) {
      ScalarSignKernels.select(block, gate, whole);
    }
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
        block.y,
        block.x,
        whole);
    if (whole < block.length) {
      ScalarSignKernels.evaluateGate(block, gate, whole);
    }
  }

  private static void evaluateGate(
      byte[] in,
      byte[] out,
      int second,
      byte[] carry,
      byte[] table,
      int row,
      byte[] y,
      byte[] x,
      int whole) {
    for (int o = 0; o < whole; o += STEP) {
      LongVector label = get(x, o);
      LongVector hashX = xor(get(in, second + o), get(out, second + o));
      LongVector hashY = xor(get(in, o), get(out, o));
      LongVector generator = xor(hashX, get(table, row + o).and(colour(label)));
      LongVector evaluator = xor(hashY, label.and(colour(get(y, o))));
      put(carry, o, xor(xor(get(carry, o), generator), evaluator));
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

  /** All ones in both halves of each label whose lowest bit is one. */
  private static LongVector colour(LongVector labels) {
    return labels.lanewise(LSHL, 63).lanewise(ASHR, 63).rearrange(LOW_TWICE);
  }

  private static LongVector difference(GateBlock block) {
    return LongVector.broadcast(LONGS, block.low)
        .blend(LongVector.broadcast(LONGS, block.high), VectorMask.fromLong(LONGS, 0xAA));
  }
}
