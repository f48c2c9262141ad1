// SPDX-License-Identifier: Apache-2.0
/** Data sets, the differentiable executor on libtorch, training and checkpoints. */
module linnet.training {
  requires static org.jspecify;
  requires transitive linnet.network;
  requires transitive org.bytedeco.pytorch;
  requires org.bytedeco.javacpp;
  requires org.slf4j;

  exports linnet.training.data;
  exports linnet.training.engine;
  exports linnet.training.loop;
  exports linnet.training.parallel;
}
