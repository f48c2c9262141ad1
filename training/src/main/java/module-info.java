// SPDX-License-Identifier: Apache-2.0
/** Data sets, and the differentiable executor on libtorch. */
module linnet.training {
  requires static org.jspecify;
  requires transitive linnet.network;

  exports linnet.training.data;
}
