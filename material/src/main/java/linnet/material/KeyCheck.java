// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import linnet.crypto.random.EntropySource;
import linnet.network.InputException;

/** A value in the index that tells a store's key from others without revealing it. */
final class KeyCheck {
  private static final String NAME = "key check";
  private static final int SALT_BYTES = 16;

  private KeyCheck() {}

  /**
   * Remembers the key of a new store, or compares.
   *
   * @throws InputException if the store's pieces are under another key
   */
  static void require(Connection connection, MaterialKey key, Path folder) throws SQLException {
    byte[] stored = read(connection);
    if (stored.length == 0) {
      byte[] salt = EntropySource.secure().seed();
      PieceTable.update(
          connection, "INSERT INTO setting (name, value) VALUES (?, ?)", NAME, value(key, salt));
    } else if (!MessageDigest.isEqual(
        stored, value(key, Arrays.copyOf(stored, Math.min(SALT_BYTES, stored.length))))) {
      throw new InputException(
          "The key is not the one under which the pieces in %s were stored; name the right key, or another store."
              .formatted(folder));
    }
  }

  /** Salt, and what the key and the salt give. */
  private static byte[] value(MaterialKey key, byte[] salt) {
    byte[] derived = key.derive("linnet material key check", salt).getEncoded();
    byte[] value = Arrays.copyOf(salt, salt.length + derived.length);
    System.arraycopy(derived, 0, value, salt.length, derived.length);
    return value;
  }

  private static byte[] read(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            PieceTable.prepare(connection, "SELECT value FROM setting WHERE name = ?", NAME);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getBytes(1) : new byte[0];
    }
  }
}
