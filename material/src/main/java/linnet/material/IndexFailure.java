// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.nio.file.Path;
import java.sql.SQLException;
import linnet.network.InputException;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's result codes mean to a user, in one sentence each. */
final class IndexFailure {
  private IndexFailure() {}

  static InputException of(Path index, SQLException failure) {
    return new InputException(sentence(index, failure), failure);
  }

  /** Whether a row was refused because another one bears its name. */
  static boolean isDuplicate(SQLException failure) {
    return primaryCode(failure) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
  }

  private static String sentence(Path index, SQLException failure) {
    String name = index.toString();
    return switch (SQLiteErrorCode.getErrorCode(primaryCode(failure))) {
      case SQLITE_FULL ->
          "The disk is full: %s could not be written, and what stood there before is unchanged; free some space and try again."
              .formatted(name);
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          "The index %s cannot be opened or written; check that its folder exists and may be written."
              .formatted(name);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "The index %s is damaged, so that nobody can say which pieces are spent; remove the store's folder and prepare new material."
              .formatted(name);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "The index %s was in use by other processes all the time; try again later."
              .formatted(name);
      default -> "The index %s could not be used (%s).".formatted(name, failure.getMessage());
    };
  }

  private static int primaryCode(SQLException failure) {
    return failure.getErrorCode() & 0xff; // the rest details it
  }
}
