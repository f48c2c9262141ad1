// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import linnet.crypto.TracedChannel;
import linnet.crypto.channel.InMemoryChannel;
import org.junit.jupiter.api.Test;

/**
 * Whoever changes the wire format on purpose replaces the digests in the resource by the new ones.
 */
class LatticeTraceTest {
  @Test
  void theBytesOfABatchAreThoseOnRecord() throws IOException {
    LatticeRun run =
        LatticeRun.of(
            8,
            List.of(
                List.of(
                    new ConvolutionShape(4, 32, 32, 6, 3, 1, 1, 1),
                    new ConvolutionShape(4, 32, 32, 5, 1, 2, 0, 1)),
                List.of(new ConvolutionShape(64, 1, 1, 10, 1, 1, 0, 1))));
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    TracedChannel server = new TracedChannel(line.server());
    TracedChannel client = new TracedChannel(line.client());
    run.run(server, client);
    String traces = "server %s%nclient %s%n".formatted(server.digest(), client.digest());
    assertThat(traces).isEqualToNormalizingNewlines(recorded());
  }

  private static String recorded() throws IOException {
    String name = "/wire/lattice.txt";
    try (InputStream in =
        Objects.requireNonNull(LatticeTraceTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
