// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import linnet.crypto.TracingChannel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.TcpChannel;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.fuzzing.Transcript;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.client.InferenceClient;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.testing.RandomModels;
import linnet.inference.testing.TwoParty;
import linnet.network.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that played by the protocol until they did not; after each an honest one is served. */
@Timeout(120)
class HostileSessionsTest {
  private static final Model MODEL = RandomModels.tiny(2, 0.4);
  private static final float[][] IMAGES = RandomModels.images(MODEL.network().input(), 2, 5);
  private static final PrivateProgram PROGRAM =
      Compiler.compile(MODEL, IMAGES, CompilerOptions.defaults());
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(20));

  /** Shares of the logits: whoever gets some was served. */
  private static final int LOGITS = 71;

  private static InferenceServer server;
  private static Transcript honest;

  @BeforeAll
  static void recordAnHonestSession() {
    server =
        InferenceServer.start(
            PROGRAM,
            ServerOptions.withDealer(0, TwoParty.ACCESS)
                .withTimeouts(TIMEOUTS)
                .withSettings(TwoParty.serverSettings(4)));
    TracingChannel traced = new TracingChannel(connect());
    try (InferenceClient client = InferenceClient.open(traced, TwoParty.clientSettings())) {
      client.infer(IMAGES);
    }
    honest = Transcript.sent(traced);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static linnet.crypto.channel.Channel connect() {
    return TcpChannel.connect("localhost", server.port(), TIMEOUTS);
  }

  @AfterEach
  void anHonestClientIsServedAfterwards() {
    ClientSettings settings = ClientSettings.defaults().withDealer(TwoParty.ACCESS);
    try (InferenceClient client = InferenceClient.open(connect(), settings)) {
      long[][] clear = new FixedPointExecutor(PROGRAM).run(IMAGES).logits();
      assertThat(Logits.distance(clear, client.infer(IMAGES).logits()))
          .isLessThanOrEqualTo(PROGRAM.plan().logitTolerance());
    }
  }

  /** All that the server says to these bytes; it must end the session, or the test times out. */
  private static byte[] attack(byte[] bytes) throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      Thread writer = Thread.ofVirtual().start(() -> write(socket, bytes));
      byte[] answer = readAll(socket);
      writer.interrupt();
      return answer;
    }
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      // The server has hung up already, as it should.
    }
  }

  private static byte[] readAll(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      return new byte[0]; // unread bytes of ours reset the connection
    }
  }

  private static boolean serves(byte[] answer) {
    for (int at = 0; at + 5 <= answer.length; at += 5 + LittleEndian.getInt(answer, at)) {
      if (answer[at + 4] == LOGITS) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void changedSessionsEnd(long seed) throws IOException {
    Random random = new Random(seed);
    for (int trial = 0; trial < 4; trial++) {
      byte[] script = new byte[Transcript.EDIT_BYTES * (1 + random.nextInt(3))];
      random.nextBytes(script);
      attack(honest.edited(script));
    }
  }

  @Test
  void messagesInAnotherOrderEnd() throws IOException {
    for (byte[] script : honest.scripts()) {
      if (script.length > 0 && script[1] == 5) {
        assertThat(serves(attack(honest.edited(script)))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 60, 141, 146, 1000, 5000, 20_000})
  void sessionsThatBreakOffEnd(int length) throws IOException {
    byte[] bytes = honest.bytes();
    assertThat(serves(attack(Arrays.copyOf(bytes, Math.min(length, bytes.length - 100)))))
        .isFalse();
  }

  @Test
  void aRecordedSessionPlayedAgainGetsNoAnswer() throws IOException {
    assertThat(honest.frames()).hasSizeGreaterThan(6);
    for (int again = 0; again < 3; again++) {
      assertThat(serves(attack(honest.bytes()))).isFalse();
    }
  }

  @Test
  void anotherDigestEndsBeforeThePlanIsTold() throws IOException {
    byte[] bytes = honest.bytes();
    int digest = 5 + 8 + 5 * 4 + 1;
    Arrays.fill(bytes, digest, digest + 32, (byte) 0xAB);
    byte[] answer = attack(bytes);
    assertThat(answer).hasSizeLessThan(1000);
    assertThat(serves(answer)).isFalse();
  }
}
