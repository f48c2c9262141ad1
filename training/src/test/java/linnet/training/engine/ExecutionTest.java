// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which precision {@link Precision#AUTO} takes. */
final class ExecutionTest {
  @ParameterizedTest
  @CsvSource({
    "GenuineIntel, avx512f avx512_bf16 amx_bf16 amx_tile, true",
    "GenuineIntel, avx512f avx512_bf16, false",
    "AuthenticAMD, avx512f avx512_bf16, true",
    "AuthenticAMD, avx2 fma, false",
    "GenuineIntel, avx512f, false",
  })
  void bfloat16IsTakenWhereItIsTheFaster(String vendor, String flags, boolean faster) {
    String processor = "vendor_id\t: " + vendor + "\nflags\t\t: fpu " + flags + "\n";
    assertThat(Execution.multipliesBfloat16(processor)).isEqualTo(faster);
  }
}
