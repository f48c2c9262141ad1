// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ShapedChannelTest {
  private static final MessageType DATA = new MessageType(64, "data");

  /** 8 Mbit/s: a byte takes a microsecond. */
  private static final LinkProfile LINK = new LinkProfile("test", 8e6, Duration.ofMillis(10));

  /** Stands still unless told; notes when the link would have delivered. */
  private static final class ScriptedClock implements LinkClock {
    private final List<Long> deliveries = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch released;
    private volatile long now;

    ScriptedClock(int held) {
      released = new CountDownLatch(held);
    }

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleepUntil(long instant) {
      deliveries.add(instant);
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void messagesLeaveOneAfterTheOtherAndArriveHalfARoundTripLater() {
    ScriptedClock clock = new ScriptedClock(0);
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    Channel shaped = ShapedChannel.over(pair.server(), LINK, clock);
    shaped.send(DATA, new byte[600], new byte[395]); // 1000 bytes with its header
    shaped.send(DATA, new byte[1995]);
    clock.now = 50_000_000;
    shaped.send(DATA, new byte[495]);
    shaped.close();
    assertThat(clock.deliveries).containsExactly(6_000_000L, 8_000_000L, 55_500_000L);
    assertThat(pair.client().receive(DATA, 995)).hasSize(995);
    assertThat(pair.client().receive(DATA, 1995)).hasSize(1995);
    assertThat(pair.client().receive(DATA, 495)).hasSize(495);
  }

  @Test
  void theSenderMayReuseItsBufferAndCountsAtOnce() {
    ScriptedClock clock = new ScriptedClock(1);
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    Channel shaped = ShapedChannel.over(pair.server(), LINK, clock);
    byte[] buffer = {1, 2, 3};
    shaped.send(DATA, buffer);
    buffer[0] = 9;
    assertThat(shaped.traffic()).isEqualTo(new Traffic(8, 0, 1));
    clock.released.countDown();
    assertThat(pair.client().receive(DATA, 3)).containsExactly(1, 2, 3);
  }

  @Test
  void theSenderWaitsWhenTooMuchIsOnItsWay() {
    ScriptedClock clock = new ScriptedClock(1);
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    Channel shaped = ShapedChannel.over(pair.server(), LINK, clock);
    shaped.send(DATA, new byte[40 << 20]);
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> shaped.send(DATA, new byte[40 << 20]));
    assertThat(second).isNotDone();
    clock.released.countDown();
    second.join();
    assertThat(pair.client().receive(DATA, 40 << 20)).hasSize(40 << 20);
  }

  @Test
  void aPeerThatIsGoneIsReportedToTheSender() {
    ScriptedClock clock = new ScriptedClock(0);
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    Channel shaped = ShapedChannel.over(pair.server(), LINK, clock);
    pair.client().close();
    assertThatThrownBy(
            () -> {
              while (true) {
                shaped.send(DATA, new byte[1000]);
              }
            })
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("the client dropped the connection");
    shaped.close();
  }

  @Test
  void bothEndsOverTcpExchangeUnderTheSystemsClock() {
    LinkProfile fast = LinkProfile.parse("1Gbit/1ms");
    try (TcpListener listener = TcpListener.open("localhost", 0, Timeouts.DEFAULT);
        Channel client =
            fast.shape(TcpChannel.connect("localhost", listener.port(), Timeouts.DEFAULT));
        Channel server = fast.shape(listener.accept().orElseThrow())) {
      long start = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        client.send(DATA, new byte[125]);
        server.send(DATA, server.receive(DATA, 125));
        client.receive(DATA, 125);
      }
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(10 * 1_002_000L);
      assertThat(client.traffic()).isEqualTo(new Traffic(1300, 1300, 20));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lan, 3e9, 300000",
    "WAN, 400e6, 40000000",
    "200Mbit/40ms, 200e6, 40000000",
    "1.5gbit/0.3ms, 1.5e9, 300000"
  })
  void linksAreReadAsPeopleWriteThem(String text, double rate, long nanos) {
    LinkProfile link = LinkProfile.parse(text);
    assertThat(link.bitsPerSecond()).isEqualTo(rate);
    assertThat(link.roundTrip()).isEqualTo(Duration.ofNanos(nanos));
    assertThat(link.isUnshaped()).isFalse();
  }

  @Test
  void loopbackChangesNothing() {
    Channel end = InMemoryChannel.pair().server();
    assertThat(LinkProfile.parse("loopback").shape(end)).isSameAs(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "fast", "200/40", "0Mbit/40ms", "-1Mbit/4ms", "1Mbit/40", "1Tbit/1ms"})
  void whatIsNoLinkIsOneSentence(String text) {
    assertThatThrownBy(() -> LinkProfile.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("link")
        .hasMessageEndingWith(".");
  }
}
