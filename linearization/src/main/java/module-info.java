// SPDX-License-Identifier: Apache-2.0
/** Linearization methods: a teacher and a ReLU budget in, a student of exactly that budget out. */
module linnet.linearization {
  requires static org.jspecify;
  requires transitive linnet.network;
  requires transitive linnet.training;

  exports linnet.linearization;
  exports linnet.linearization.deepreduce;
  exports linnet.linearization.fisher;
  exports linnet.linearization.methods;
  exports linnet.linearization.random;
  exports linnet.linearization.relupruner;
  exports linnet.linearization.senet;
  exports linnet.linearization.senetpp;
  exports linnet.linearization.snl;
  exports linnet.linearization.streamlinet;
}
