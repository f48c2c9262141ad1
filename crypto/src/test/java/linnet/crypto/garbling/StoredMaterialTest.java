// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import linnet.crypto.transfer.TransferKind;
import org.junit.jupiter.api.Test;

class StoredMaterialTest {
  private static int seedBytes(long stored, boolean transferred) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StoredMaterial.write(new DataOutputStream(bytes), new long[] {stored});
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    return StoredMaterial.seedBytes(new DataInputStream(in), transferred);
  }

  @Test
  void seedsAreThereIfAndOnlyIfThereWereTransfers() throws IOException {
    assertThat(seedBytes(0, false)).isZero();
    for (TransferKind kind : TransferKind.values()) {
      assertThat(seedBytes(kind.seedBytes(), true)).isEqualTo(kind.seedBytes());
      assertThatThrownBy(() -> seedBytes(kind.seedBytes(), false)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> seedBytes(0, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }
}
