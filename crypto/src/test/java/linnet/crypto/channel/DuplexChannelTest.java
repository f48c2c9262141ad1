// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import linnet.crypto.TwoParties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DuplexChannelTest {
  private static final MessageType DATA = new MessageType(64, "data");
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
  private static final Timeouts SHORT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(300));

  @Test
  void bothPartiesSendAndReceiveAtOnceMoreThanTheLineHolds() {
    try (TcpListener listener = TcpListener.open("localhost", 0, Timeouts.DEFAULT);
        Channel client = TcpChannel.connect("localhost", listener.port(), Timeouts.DEFAULT);
        Channel server = listener.accept().orElseThrow()) {
      TwoParties.Results<Long, Long> sums =
          TwoParties.run(() -> exchange(server), () -> exchange(client));
      assertThat(sums.server()).isEqualTo(sums.client()).isEqualTo(40L * 39 / 2);
      long frames = 40L * (1_000_000 + Channel.FRAME_HEADER_BYTES);
      assertThat(client.traffic().bytesSent()).isEqualTo(frames);
      assertThat(client.traffic().bytesReceived()).isEqualTo(frames);
      assertThat(client.traffic().rounds()).isGreaterThanOrEqualTo(2);
    }
  }

  /** Sends 40 large messages in one thread while another receives 40. */
  private static long exchange(Channel channel) {
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 40; i++) {
                byte[] data = new byte[1_000_000];
                data[999_999] = (byte) i;
                channel.send(DATA, data);
              }
            },
            THREADS);
    long sum = 0;
    for (int i = 0; i < 40; i++) {
      sum += channel.receive(DATA, 1_000_000)[999_999];
    }
    sending.join();
    return sum;
  }

  @Test
  void aPeerThatDripsBytesIsCutThoughItIsNeverSilent() throws IOException {
    try (TcpListener listener = TcpListener.open("localhost", 0, SHORT);
        Socket dripping = new Socket("localhost", listener.port());
        Channel server = listener.accept().orElseThrow()) {
      CompletableFuture<Void> drops = CompletableFuture.runAsync(() -> drip(dripping), THREADS);
      assertThatThrownBy(() -> server.receive(DATA, 1000))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("took longer than 1 seconds for one message");
      drops.join();
    }
  }

  private static void drip(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(new byte[] {-24, 3, 0, 0, 64});
      while (true) {
        out.write(7);
        Thread.sleep(20);
      }
    } catch (IOException e) {
      // cut, as it should be
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aPeerThatNeverReadsIsCut() throws IOException {
    try (TcpListener listener = TcpListener.open("localhost", 0, SHORT);
        Socket deaf = new Socket("localhost", listener.port());
        Channel server = listener.accept().orElseThrow()) {
      assertThat(deaf.isConnected()).isTrue();
      assertThatThrownBy(() -> server.send(DATA, new byte[64 << 20]))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("took longer than");
    }
  }

  @Test
  void aRefusalReachesThePeerAsASentenceEvenIfItsMessagesWereNotRead() {
    try (TcpListener listener = TcpListener.open("localhost", 0, Timeouts.DEFAULT)) {
      Channel client = TcpChannel.connect("localhost", listener.port(), Timeouts.DEFAULT);
      Channel server = listener.accept().orElseThrow();
      client.send(DATA, new byte[1000]);
      CompletableFuture<Void> refusing =
          CompletableFuture.runAsync(() -> server.refuse("not\ntoday."), THREADS);
      assertThatThrownBy(() -> client.receive(DATA, 5))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("ended the session: not today.");
      client.close();
      refusing.join();
    }
  }

  @Test
  void aVeryLongRefusalIsCutOff() {
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    pair.server().refuse("x".repeat(5000));
    assertThatThrownBy(() -> pair.client().receive(DATA, 5))
        .isInstanceOf(PeerException.class)
        .hasMessageEndingWith("x".repeat(250));
  }

  @Test
  void closingEndsWhatAnotherThreadWaitsFor() throws Exception {
    try (TcpListener listener = TcpListener.open("localhost", 0, Timeouts.DEFAULT)) {
      Channel client = TcpChannel.connect("localhost", listener.port(), Timeouts.DEFAULT);
      Channel server = listener.accept().orElseThrow();
      CompletableFuture<byte[]> waiting =
          CompletableFuture.supplyAsync(() -> server.receive(DATA, 1), THREADS);
      server.close();
      assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(PeerException.class);
      client.close();
    }
  }
}
