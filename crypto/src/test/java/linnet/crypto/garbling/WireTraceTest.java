// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import linnet.crypto.TracedChannel;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.TransferKind;
import linnet.crypto.transfer.TransferSession;
import org.junit.jupiter.api.Test;

/**
 * Whoever changes the wire format on purpose replaces the digests in the resource by the new ones.
 */
class WireTraceTest {
  @Test
  void theBytesOfASessionAreThoseOnRecord() throws IOException {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    TracedChannel server = new TracedChannel(line.server());
    TracedChannel client = new TracedChannel(line.client());
    TwoParties.run(() -> serve(server), () -> ask(client));
    String traces = "server %s%nclient %s%n".formatted(server.digest(), client.digest());
    assertThat(traces).isEqualToNormalizingNewlines(recorded("/wire/full-relu.txt"));
  }

  @Test
  void theBytesOfComparisonsOfBothFormsAreThoseOnRecord() throws IOException {
    StringBuilder traces = new StringBuilder();
    for (ReluForm form : ReluForm.values()) {
      for (TransferKind kind : TransferKind.values()) {
        traces.append(trace(form, kind));
      }
    }
    assertThat(traces.toString()).isEqualToNormalizingNewlines(recorded("/wire/relu-forms.txt"));
  }

  private static String trace(ReluForm form, TransferKind kind) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    TracedChannel server = new TracedChannel(line.server());
    TracedChannel client = new TracedChannel(line.client());
    var session =
        TwoParties.run(
            () -> TransferSession.server(server, new InsecureFixedEntropy(24), kind),
            () -> TransferSession.client(client, new InsecureFixedEntropy(25), kind));
    List<ReluLayer> layers = List.of(new ReluLayer(20, 7, 300), new ReluLayer(16, 0, 5));
    ReluRun run = new ReluRun(form, layers, new Prg(new byte[16]));
    run.online(run.prepare(server, client, session.server(), session.client()), server, client);
    return "%s %s server %s%n%s %s client %s%n"
        .formatted(form, kind, server.digest(), form, kind, client.digest());
  }

  private static boolean serve(TracedChannel channel) {
    EntropySource entropy = new InsecureFixedEntropy(21);
    var session =
        TransferSession.server(channel, entropy, linnet.crypto.transfer.TransferKind.IKNP);
    var batch = FullReluServer.prepare(channel, session, entropy, new ReluCircuit(20, 7), 200);
    return batch.online(channel, new Prg(new byte[16]).longs(200)).length == 200;
  }

  private static boolean ask(TracedChannel channel) {
    Prg random = new Prg(new InsecureFixedEntropy(22).seed());
    var session =
        TransferSession.client(
            channel, new InsecureFixedEntropy(23), linnet.crypto.transfer.TransferKind.IKNP);
    FullReluClient.prepare(
            channel, session, new ReluCircuit(20, 7), random.longs(200), random.longs(200))
        .online(channel);
    return true;
  }

  private static String recorded(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(WireTraceTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
