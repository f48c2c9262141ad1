// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static linnet.crypto.channel.LittleEndian.getLong;
import static linnet.crypto.channel.LittleEndian.putLong;
import static linnet.crypto.random.LabelHash.sigma;

/** The kernels in plain Java; the loops from a byte on serve the vector twin's last lanes too. */
final class ScalarSignKernels implements SignKernels {
  @Override
  public void garbleBegin(GateBlock block, int gate) {
    byte[] client = block.client;
    int at = block.clientWire(0);
    long sigmaLow = sigma(block.low);
    long sigmaHigh = sigma(block.high);
    for (int o = 0; o < block.length; o += Labels.BYTES) {
      pair(block, o, getLong(client, at + o), getLong(client, at + o + 8), sigmaLow, sigmaHigh);
    }
  }

  @Override
  public void garbleFirst(GateBlock block, int gate) {
    byte[] client = block.client;
    int next = block.clientWire(1);
    long sigmaLow = sigma(block.low);
    long sigmaHigh = sigma(block.high);
    for (int o = 0; o < block.length; o += Labels.BYTES) {
      long low = hashed(block, o);
      long high = hashed(block, o + 8);
      put(block.carry, o, low, high);
      int second = block.length + o;
      put(
          block.server,
          block.serverWire(0) + o,
          low ^ hashed(block, second),
          high ^ hashed(block, second + 8));
      long nextLow = low ^ getLong(client, next + o);
      long nextHigh = high ^ getLong(client, next + o + 8);
      pair(block, o, nextLow, nextHigh, sigmaLow, sigmaHigh);
    }
  }

  @Override
  public void garbleEvaluatorHalf(GateBlock block, int gate) {
    garbleEvaluatorHalf(block, gate, 0);
  }

  static void garbleEvaluatorHalf(GateBlock block, int gate, int from) {
    int server = block.serverWire(gate);
    long sigmaLow = sigma(block.low);
    long sigmaHigh = sigma(block.high);
    for (int o = from; o < block.length; o += Labels.BYTES) {
      long low = hashed(block, o);
      long high = hashed(block, o + 8);
      long xLow = low ^ hashed(block, block.length + o);
      long xHigh = high ^ hashed(block, block.length + o + 8);
      long colour = -(getLong(block.y, o) & 1);
      put(block.half, o, low ^ (colour & xLow), high ^ (colour & xHigh));
      put(
          block.server,
          server + o,
          xLow ^ getLong(block.carry, o),
          xHigh ^ getLong(block.carry, o + 8));
      put(block.x, o, xLow, xHigh);
      hashNext(block, o, sigma(xLow), sigma(xHigh), sigmaLow, sigmaHigh);
    }
  }

  @Override
  public void garbleGeneratorHalf(GateBlock block, int gate) {
    garbleGeneratorHalf(block, gate, 0);
  }

  static void garbleGeneratorHalf(GateBlock block, int gate, int from) {
    int row = block.row(gate);
    int next = block.clientWire(gate + 1);
    long sigmaLow = sigma(block.low);
    long sigmaHigh = sigma(block.high);
    for (int o = from; o < block.length; o += Labels.BYTES) {
      long low = hashed(block, o);
      long high = hashed(block, o + 8);
      long colourX = -(getLong(block.x, o) & 1);
      long colourY = -(getLong(block.y, o) & 1);
      long rowLow = low ^ hashed(block, block.length + o) ^ (colourY & block.low);
      long rowHigh = high ^ hashed(block, block.length + o + 8) ^ (colourY & block.high);
      put(block.table, row + o, rowLow, rowHigh);
      low ^= getLong(block.carry, o) ^ getLong(block.half, o) ^ (colourX & rowLow);
      high ^= getLong(block.carry, o + 8) ^ getLong(block.half, o + 8) ^ (colourX & rowHigh);
      put(block.carry, o, low, high);
      long nextLow = low ^ getLong(block.client, next + o);
      long nextHigh = high ^ getLong(block.client, next + o + 8);
      pair(block, o, nextLow, nextHigh, sigmaLow, sigmaHigh);
    }
  }

  @Override
  public void select(GateBlock block, int gate) {
    select(block, gate, 0);
  }

  static void select(GateBlock block, int gate, int from) {
    byte[] labels = block.server;
    int at = block.serverWire(gate);
    for (int o = from; o < block.length; o += Labels.BYTES) {
      long chosen = -(block.values[o >> 3] >>> gate & 1);
      putLong(labels, at + o, getLong(labels, at + o) ^ (chosen & block.low));
      putLong(labels, at + o + 8, getLong(labels, at + o + 8) ^ (chosen & block.high));
    }
  }

  @Override
  public void evaluateBegin(GateBlock block, int gate) {
    int at = block.clientWire(0);
    for (int o = 0; o < block.length; o += Long.BYTES) {
      putLong(block.in, o, sigma(getLong(block.client, at + o)));
    }
  }

  @Override
  public void evaluateFirst(GateBlock block, int gate) {
    int server = block.serverWire(0);
    for (int o = 0; o < block.length; o += Long.BYTES) {
      long chosen = -(block.values[o >> 3] & 1);
      long carry = hashed(block, o) ^ (chosen & getLong(block.server, server + o));
      putLong(block.carry, o, carry);
    }
    for (int o = 0; o < block.length; o += Labels.BYTES) {
      next(block, 0, o, getLong(block.carry, o), getLong(block.carry, o + 8));
    }
  }

  @Override
  public void evaluateGate(GateBlock block, int gate) {
    evaluateGate(block, gate, 0);
  }

  static void evaluateGate(GateBlock block, int gate, int from) {
    int row = block.row(gate);
    for (int o = from; o < block.length; o += Labels.BYTES) {
      int second = block.length + o;
      long xLow = getLong(block.x, o);
      long colourX = -(xLow & 1);
      long colourY = -(getLong(block.y, o) & 1);
      long low =
          hashed(block, o)
              ^ hashed(block, second)
              ^ (colourX & getLong(block.table, row + o))
              ^ (colourY & xLow);
      long high =
          hashed(block, o + 8)
              ^ hashed(block, second + 8)
              ^ (colourX & getLong(block.table, row + o + 8))
              ^ (colourY & getLong(block.x, o + 8));
      low ^= getLong(block.carry, o);
      high ^= getLong(block.carry, o + 8);
      put(block.carry, o, low, high);
      next(block, gate, o, low, high);
    }
  }

  /** Evaluator: y and x of the gate after {@code gate}; the last gate has no server label. */
  private static void next(GateBlock block, int gate, int o, long carryLow, long carryHigh) {
    int client = block.clientWire(gate + 1) + o;
    int server = block.nextServerWire(gate) + o;
    long yLow = carryLow ^ getLong(block.client, client);
    long yHigh = carryHigh ^ getLong(block.client, client + 8);
    long xLow = carryLow ^ getLong(block.server, server);
    long xHigh = carryHigh ^ getLong(block.server, server + 8);
    put(block.y, o, yLow, yHigh);
    put(block.x, o, xLow, xHigh);
    put(block.in, o, sigma(yLow), sigma(yHigh));
    put(block.in, block.length + o, sigma(xLow), sigma(xHigh));
  }

  /** Garbler: y and the hash inputs of both its labels. */
  private static void pair(
      GateBlock block, int o, long low, long high, long sigmaLow, long sigmaHigh) {
    put(block.y, o, low, high);
    hashNext(block, o, sigma(low), sigma(high), sigmaLow, sigmaHigh);
  }

  private static void hashNext(
      GateBlock block, int o, long low, long high, long sigmaLow, long sigmaHigh) {
    put(block.in, o, low, high);
    put(block.in, block.length + o, low ^ sigmaLow, high ^ sigmaHigh);
  }

  private static long hashed(GateBlock block, int o) {
    return getLong(block.in, o) ^ getLong(block.out, o);
  }

  private static void put(byte[] labels, int at, long low, long high) {
    putLong(labels, at, low);
    putLong(labels, at + 8, high);
  }
}
