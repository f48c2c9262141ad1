// SPDX-License-Identifier: Apache-2.0
/** The durable store of one-time material: SQLite index, encrypted files, each piece spent exactly once. */
module linnet.material {
  requires static org.jspecify;
  requires linnet.inference;
}
