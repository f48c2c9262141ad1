// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import linnet.network.Shape;
import linnet.network.bundle.Preprocessing;
import org.junit.jupiter.api.Test;

final class EmbeddedDataTest {
  private static final String FOLDER = "/linnet/training/data/fashion-mnist-subset/";

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = EmbeddedDataTest.class.getResourceAsStream(FOLDER + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  @Test
  void theFilesAreTheOnesThatWereCut() throws Exception {
    String[] lines = new String(resource("SHA256SUMS"), StandardCharsets.UTF_8).split("\n", -1);
    long bytes = 0;
    for (int i = 0; i < 4; i++) {
      String[] fields = lines[i].split(" {2}", -1);
      byte[] content = resource(fields[1]);
      bytes += content.length;
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
      assertThat(HexFormat.of().formatHex(sum)).as(fields[1]).isEqualTo(fields[0]);
    }
    assertThat(bytes).isLessThan(8_000_000);
    assertThat(new String(resource("LICENSE"), StandardCharsets.UTF_8)).contains("Zalando SE");
  }

  @Test
  void bothPartsAreBalanced() {
    DataSet data = DataSets.embedded();
    assertThat(data.shape()).isEqualTo(new Shape(1, 28, 28));
    assertThat(data.train().perClass()).containsOnly(1_100).hasSize(10);
    assertThat(data.test().perClass()).containsOnly(400).hasSize(10);
  }

  @Test
  void thePublishedStatisticsFitTheSubset() {
    DataSet data = DataSets.embedded();
    Preprocessing own = ChannelStatistics.of(data.train());
    assertThat(own.mean().getFirst()).isCloseTo(0.2860f, within(0.005f));
    assertThat(own.deviation().getFirst()).isCloseTo(0.3530f, within(0.005f));
  }

  @Test
  void noTestImageIsAmongTheTrainingImages() {
    DataSet data = DataSets.embedded();
    java.util.Set<String> seen = new java.util.HashSet<>();
    for (int i = 0; i < data.train().size(); i++) {
      seen.add(java.util.Arrays.toString(data.train().image(i)));
    }
    for (int i = 0; i < 500; i++) {
      assertThat(seen).doesNotContain(java.util.Arrays.toString(data.test().image(i)));
    }
  }
}
