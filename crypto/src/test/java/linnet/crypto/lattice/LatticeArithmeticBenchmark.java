// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.stream.IntStream;
import linnet.crypto.kernel.Kernels;
import linnet.crypto.random.Prg;

/** Prints microseconds and bytes allocated per call of this package's arithmetic; run by hand. */
public final class LatticeArithmeticBenchmark {
  private static final int CALLS = 300;
  private static final int ROUNDS = 12;

  private final LatticeScratch scratch = new LatticeScratch();
  private final Polynomial polynomial = BigPolynomials.uniform(1);
  private final Polynomial product = new Polynomial();
  private final TernaryPolynomial ternary = BigPolynomials.ternary(2);
  private final Prg prg = BigPolynomials.prg(3);
  private final int[] columns = IntStream.range(0, Polynomial.DEGREE).toArray();

  private LatticeArithmeticBenchmark() {}

  /** Best of some rounds of each, a line each. */
  public static void main(String[] arguments) {
    System.out.println(Kernels.current());
    LatticeArithmeticBenchmark benchmark = new LatticeArithmeticBenchmark();
    benchmark.transforms();
    benchmark.products();
    benchmark.samplers();
    benchmark.forms();
  }

  private void transforms() {
    NumberTheoreticTransform transform = NumberTheoreticTransform.current();
    TransformPrime prime = TransformPrime.ALL.getFirst();
    double[] values = new double[Polynomial.DEGREE];
    time("forward transform", () -> transform.forward(prime, values));
    time("inverse transform", () -> transform.inverse(prime, values));
    time("point by point", () -> prime.multiply(values, values, scratch.residues[0]));
    time("residues", () -> prime.reduce(scratch.digits, values));
    for (int primes = 2; primes <= 4; primes++) {
      ChineseRemainder remainder = ChineseRemainder.of(primes);
      time("remainder of " + primes, () -> remainder.combine(scratch.residues, scratch.digits));
    }
  }

  private void products() {
    for (int zeroBits : new int[] {0, 70}) {
      TransformedPolynomial room = TransformedPolynomial.withZeroBits(zeroBits);
      TransformedPolynomial multiplier = TransformedPolynomial.full();
      time(zeroBits + " zero bits: load", () -> room.load(polynomial, scratch));
      time(zeroBits + " zero bits: load ternary", () -> multiplier.load(ternary));
      time(
          zeroBits + " zero bits: product of loaded",
          () -> TernaryProduct.multiply(room, multiplier, product, scratch));
    }
  }

  private void samplers() {
    time("uniform", () -> Samplers.uniform(prg, product, scratch));
    time("ternary", () -> Samplers.ternary(prg, ternary, scratch));
    time("gaussian", () -> Samplers.gaussian(prg, scratch.errors, scratch));
    time("flood of 8192", () -> Samplers.addFlood(prg, 74, product, columns, scratch));
  }

  private void forms() {
    double[][] limbs = new double[Limbs.COUNT][Polynomial.DEGREE];
    CoefficientCodec codec = new CoefficientCodec(74);
    byte[] bytes = new byte[codec.bytes(Polynomial.DEGREE)];
    time("add", () -> product.add(polynomial));
    time("limbs cut", () -> Limbs.cut(polynomial, 0, Polynomial.DEGREE, limbs, 0));
    time("limbs joined", () -> Limbs.join(limbs, 0, product, 0, Polynomial.DEGREE));
    time("encode 74 bits", () -> codec.encode(polynomial, bytes, 0));
    time("decode 74 bits", () -> codec.decode(bytes, product));
  }

  private static void time(String name, Runnable call) {
    double best = Double.MAX_VALUE;
    long allocated = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = usedBytes();
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e3 / CALLS);
      allocated = Math.max(0, usedBytes() - before) / CALLS;
    }
    System.out.printf("%-32s %8.1f us %8d bytes%n", name, best, allocated);
  }

  /** Of the heap; its growth is what was allocated as long as no collection comes between. */
  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
