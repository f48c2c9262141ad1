// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WeightsTest {
  private static Weights of(String first, WeightTensor one, String second, WeightTensor other) {
    Map<String, WeightTensor> byName = new LinkedHashMap<>();
    byName.put(first, one);
    byName.put(second, other);
    return Weights.of(byName);
  }

  @Test
  void checksumsAreEqualWhereWeightsAre() {
    WeightTensor a = WeightTensor.vector(1, 2);
    WeightTensor b = WeightTensor.vector(3);
    String checksum = of("a", a, "b", b).checksum();
    assertThat(checksum).hasSize(64).isEqualTo(of("b", b, "a", a).checksum());
    assertThat(checksum)
        .isNotEqualTo(of("a", a, "b", WeightTensor.vector(4)).checksum())
        .isNotEqualTo(of("a", a, "c", b).checksum())
        .isNotEqualTo(of("a", new WeightTensor(new int[] {2, 1}, a.values()), "b", b).checksum());
  }
}
