// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static linnet.crypto.channel.LittleEndian.getLong;
import static linnet.crypto.channel.LittleEndian.putLong;
import static linnet.crypto.random.LabelHash.sigma;

/** The kernels in plain Java; the loops from a byte on serve the vector twin's last lanes too. */
final class ScalarSignKernels implements SignKernels {
  @Override
  public void garbleNext(GateBlock block, int gate) {
    garbleNext(block, gate, 0);
  }

  static void garbleNext(GateBlock block, int gate, int from) {
    byte[] client = block.client;
    int at = block.clientWire(gate + 1);
    long sigmaLow = sigma(block.low);
    long sigmaHigh = sigma(block.high);
    for (int o = from; o < block.length; o += Labels.BYTES) {
      long low = getLong(block.carry, o) ^ getLong(client, at + o);
      long high = getLong(block.carry, o + 8) ^ getLong(client, at + o + 8);
      put(block.y, o, low, high);
      hashNext(block, o, sigma(low), sigma(high), sigmaLow, sigmaHigh);
    }
  }

  @Override
  public void garbleFirst(GateBlock block, int gate) {
    int server = block.serverWire(0);
    for (int o = 0; o < block.length; o += Long.BYTES) {
      long zero = hashed(block, o);
      putLong(block.carry, o, zero);
      putLong(block.server, server + o, zero ^ hashed(block, block.length + o));
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
  public void evaluateNext(GateBlock block, int gate) {
    evaluateNext(block, gate, 0);
  }

  static void evaluateNext(GateBlock block, int gate, int from) {
    int client = block.clientWire(gate + 1);
    int server = block.nextServerWire(gate);
    for (int o = from; o < block.length; o += Long.BYTES) {
      long carry = getLong(block.carry, o);
      long y = carry ^ getLong(block.client, client + o);
      long x = carry ^ getLong(block.server, server + o);
      putLong(block.y, o, y);
      putLong(block.x, o, x);
      putLong(block.in, o, sigma(y));
      putLong(block.in, block.length + o, sigma(x));
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
    }
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
