// SPDX-License-Identifier: Apache-2.0
/** The description of networks, masks, budgets, costs and files that every other module shares. */
module linnet.network {
  requires static org.jspecify;
  requires transitive java.desktop;
  requires transitive tools.jackson.databind;

  exports linnet.network;
  exports linnet.network.bundle;
  exports linnet.network.cost;
  exports linnet.network.files;
  exports linnet.network.images;
  exports linnet.network.zoo;
}
