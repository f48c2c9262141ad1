// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/** The buffers of one worker; never shared between threads. */
final class LatticeScratch {
  /** Three digits of every coefficient, then of every result. */
  final double[][] digits = new double[3][LatticeParameters.DEGREE];

  /** A product modulo each prime. */
  final double[][] residues = new double[TransformPrime.ALL.size()][LatticeParameters.DEGREE];

  /** Random words. */
  final long[] words = new long[Samplers.FLOOD_WORDS * LatticeParameters.DEGREE];

  /** Random bytes. */
  final byte[] bytes = new byte[Long.BYTES * words.length];

  /** Small errors of every coefficient. */
  final long[] errors = new long[LatticeParameters.DEGREE];
}
