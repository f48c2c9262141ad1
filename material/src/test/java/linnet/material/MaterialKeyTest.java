// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaterialKeyTest {
  private static final byte[] SALT = new byte[32];

  @TempDir private Path folder;

  @Test
  void aCreatedKeyLoadsAndEveryKeyIsNew() {
    MaterialKey first = MaterialKey.create(folder.resolve("a/first.key"));
    MaterialKey second = MaterialKey.create(folder.resolve("second.key"));

    assertThat(MaterialKey.load(folder.resolve("a/first.key")).derive("x", SALT))
        .isEqualTo(first.derive("x", SALT))
        .isNotEqualTo(first.derive("y", SALT))
        .isNotEqualTo(first.derive("x", new byte[] {1}))
        .isNotEqualTo(second.derive("x", SALT));
    assertThat(first.toString()).isEqualTo("MaterialKey");
  }

  @Test
  void aKeyIsNeverOverwritten() throws IOException {
    Path file = folder.resolve("key");
    MaterialKey.create(file);
    String before = Files.readString(file);

    assertThatThrownBy(() -> MaterialKey.create(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not overwritten");
    assertThat(MaterialKey.loadOrCreate(file).derive("x", SALT))
        .isEqualTo(MaterialKey.load(file).derive("x", SALT));
    assertThat(file).hasContent(before);
  }

  @Test
  void theKeyLiesBesideItsStoreAndNotInside() {
    assertThat(MaterialKey.defaultPath(folder.resolve("store")))
        .isEqualTo(folder.resolve("store.key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz", "0123456789abcdef"})
  void somethingElseIsNoKey(String text) throws IOException {
    Path file = folder.resolve("key");
    MaterialKey.create(file);
    Files.writeString(file, text);

    assertThatThrownBy(() -> MaterialKey.load(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("64 hexadecimal digits");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aKeyThatOthersMayReadIsRefused() throws IOException {
    Path file = folder.resolve("key");
    MaterialKey.create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> MaterialKey.load(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aMissingKeyIsOneSentence() {
    assertThatThrownBy(() -> MaterialKey.load(folder.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("There is no key file");
    assertThatThrownBy(() -> MaterialKey.fromEnvironment("LINNET_NO_SUCH_VARIABLE"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("LINNET_NO_SUCH_VARIABLE");
  }
}
