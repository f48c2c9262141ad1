// SPDX-License-Identifier: Apache-2.0
/**
 * The durable store of one-time material: SQLite index, encrypted files, each piece spent exactly
 * once; and the durable count of what every peer used.
 */
module linnet.material {
  requires static org.jspecify;
  requires transitive linnet.inference;
  requires java.sql;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;

  exports linnet.material;
}
