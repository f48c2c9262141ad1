// SPDX-License-Identifier: Apache-2.0
/**
 * Compiles networks to fixed point and runs them, in the clear and between two parties. Needs no
 * native code.
 */
module linnet.inference {
  requires static org.jspecify;
  requires transitive linnet.network;
  requires transitive linnet.crypto;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports linnet.inference.clear;
  exports linnet.inference.client;
  exports linnet.inference.compile;
  exports linnet.inference.cost;
  exports linnet.inference.material;
  exports linnet.inference.plan;
  exports linnet.inference.protocol;
}
