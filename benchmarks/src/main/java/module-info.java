// SPDX-License-Identifier: Apache-2.0
/** Figures of private inference and of training: rows with aims, end to end and by kernel. */
module linnet.benchmarks {
  requires static org.jspecify;
  requires java.management;
  requires transitive linnet.inference;
  requires linnet.linearization;
  requires linnet.training;

  exports linnet.benchmarks;
}
