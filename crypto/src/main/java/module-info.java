// SPDX-License-Identifier: Apache-2.0
/**
 * The cryptography of two-party inference: channels, randomness, shares, oblivious transfer,
 * garbled circuits. Knows nothing of networks.
 */
module linnet.crypto {
  requires static org.jspecify;
  requires static jdk.incubator.vector;
  requires org.bouncycastle.provider;

  exports linnet.crypto.channel;
  exports linnet.crypto.kernel;
  exports linnet.crypto.lattice;
  exports linnet.crypto.random;
  exports linnet.crypto.ring;
  exports linnet.crypto.transfer;
  exports linnet.crypto.garbling;
}
