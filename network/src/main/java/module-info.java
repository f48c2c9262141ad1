// SPDX-License-Identifier: Apache-2.0
/** The description of networks, masks and budgets that every other module shares. */
module linnet.network {
  requires transitive org.jspecify;
  requires tools.jackson.databind;

  exports linnet.network;
}
