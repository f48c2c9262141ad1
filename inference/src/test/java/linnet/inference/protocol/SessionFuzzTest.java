// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.TracingChannel;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.fuzzing.Fuzzing;
import linnet.crypto.fuzzing.Transcript;
import linnet.inference.material.PieceId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class SessionFuzzTest {
  private static void holds(Class<?> target, List<byte[]> seeds, int coverage) {
    Fuzzing.Outcome outcome = Fuzzing.run(target, seeds);
    assertThat(outcome.findings()).as(outcome.log()).isZero();
    assertThat(outcome.inputs()).as("inputs").isGreaterThan(seeds.size() / 2);
    assertThat(outcome.coverage()).as("coverage").isGreaterThan(coverage);
    System.out.printf(
        "%s: %,d inputs, coverage %d%n",
        target.getSimpleName(), outcome.inputs(), outcome.coverage());
  }

  @Test
  void smallMessagesAreWhatTheyMayBeOrSentences() {
    List<byte[]> seeds = new ArrayList<>();
    Greeting server = Greeting.server(4, 4, ProtocolParameters.DEFAULT, "ab".repeat(32));
    seeds.add(seed(0, Greeting.client(false, "", "cd".repeat(16))::send));
    seeds.add(seed(0, server::send));
    seeds.add(seed(3, server::send));
    seeds.add(seed(1, new Request.Prepare(3)::send));
    seeds.add(seed(1, new Request.Infer(List.of(new PieceId(1, 2), new PieceId(3, 4)))::send));
    seeds.add(seed(2, new Verdict.Refused("Not more than 3; ask later.")::send));
    seeds.add(seed(2, new Verdict.Missing(List.of(0, 1))::send));
    holds(MessageTarget.class, seeds, 50);
  }

  private static byte[] seed(int kind, Consumer<Channel> sender) {
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    TracingChannel traced = new TracingChannel(pair.client());
    sender.accept(traced);
    TracingChannel.Message sent = traced.messages().getFirst();
    Transcript one =
        new Transcript(List.of(new Transcript.Frame(sent.type().code(), sent.payload())));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(kind);
    bytes.writeBytes(one.bytes());
    return bytes.toByteArray();
  }

  @Test
  void storedPiecesAreReadOrRefused() {
    byte[] cutServer = {3, 100, 0, 0, 1};
    byte[] cutClient = {2, 100, 0, 0, 1};
    byte[] changedServer = {1, 0, 0, 120, 7, 0, 0, 121, 9};
    byte[] changedClient = {0, 0, 1, 120, 7, 0, 0, 121, 9};
    holds(PieceTarget.class, List.of(cutServer, cutClient, changedServer, changedClient), 100);
  }

  @Test
  void aServerPreparesOrSaysWhatIsWrong() {
    holds(ServerSessionTarget.class, ServerSessionTarget.HONEST.scripts(), 500);
  }

  @Test
  void aServerAnswersOrSaysWhatIsWrong() {
    holds(ServerOnlineTarget.class, ServerOnlineTarget.HONEST.scripts(), 300);
  }

  @Test
  void aClientGetsAnswersOrSaysWhatIsWrong() {
    holds(ClientSessionTarget.class, ClientSessionTarget.HONEST.scripts(), 500);
  }
}
