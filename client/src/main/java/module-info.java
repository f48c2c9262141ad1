// SPDX-License-Identifier: Apache-2.0
/** The client as a small library: no native code among its dependencies. */
module linnet.client {
  requires static org.jspecify;
  requires transitive java.desktop;
  requires transitive linnet.inference;

  exports linnet.client;
}
