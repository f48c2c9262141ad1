// SPDX-License-Identifier: Apache-2.0
/**
 * Figures of the private-inference half: rows with aims, measured end to end and kernel by kernel.
 */
module linnet.benchmarks {
  requires static org.jspecify;
  requires java.management;
  requires transitive linnet.inference;

  exports linnet.benchmarks;
}
