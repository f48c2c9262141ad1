// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private static final MessageType GREETING = new MessageType(64, "greetings");
  private static final MessageType OTHER = new MessageType(65, "other things");

  @Test
  void partsArriveAsOneMessageAndAreCounted() {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    line.server().send(GREETING, new byte[] {1, 2}, new byte[0], new byte[] {3});
    assertThat(line.client().receive(GREETING, 0, 3)).containsExactly(1, 2, 3);
    line.client().send(OTHER);
    assertThat(line.server().receive(OTHER, 0)).isEmpty();
    assertThat(line.server().traffic()).isEqualTo(new Traffic(8, 5, 2));
    assertThat(line.client().traffic()).isEqualTo(new Traffic(5, 8, 2));
  }

  @Test
  void aWrongTypeIsOneSentence() {
    refused(new byte[] {0, 0, 0, 0, 65}, "sent a message of type 65 where the greetings");
  }

  @Test
  void anOversizedLengthIsRefusedBeforeMemoryIsTaken() {
    refused(new byte[] {-1, -1, -1, -1, 64}, "announced 4294967295 bytes for the greetings");
  }

  @Test
  void aShortLengthIsRefused() {
    refused(new byte[] {1, 0, 0, 0, 64, 7}, "announced 1 bytes for the greetings where 2 to 4");
  }

  @Test
  void aTruncatedFrameIsOneSentence() {
    refused(new byte[] {4, 0, 0, 0, 64, 7}, "the peer closed the connection while the greetings");
  }

  @Test
  void aTruncatedHeaderIsOneSentence() {
    refused(new byte[] {4, 0}, "the peer closed the connection while the greetings");
  }

  @Test
  void anEarlyCloseEndsBothDirections() {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    line.server().close();
    assertThatThrownBy(() -> line.client().receive(GREETING, 1))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("the server closed the connection");
    assertThatThrownBy(() -> line.client().send(GREETING))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("the server dropped the connection");
  }

  @Test
  void aSilentPeerIsGivenUpInMemoryAndOverTcp() {
    InMemoryChannel.Pair line = InMemoryChannel.pair(Duration.ofMillis(20));
    silent(line.client());
    Timeouts hasty = new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(20));
    try (TcpListener listener = TcpListener.open("localhost", 0, hasty);
        Channel client = TcpChannel.connect("localhost", listener.port(), hasty)) {
      silent(client);
    }
  }

  @Test
  void aTcpPeerThatLeavesIsOneSentence() {
    try (TcpListener listener = TcpListener.open("localhost", 0, Timeouts.DEFAULT);
        Channel client = TcpChannel.connect("localhost", listener.port(), Timeouts.DEFAULT)) {
      listener.accept().orElseThrow().close();
      assertThatThrownBy(() -> client.receive(GREETING, 1))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("localhost:" + listener.port());
    }
  }

  @Test
  void nobodyListeningAndAPortInUseAreOneSentenceEach() {
    TcpListener listener = TcpListener.open("localhost", 0, Timeouts.DEFAULT);
    int port = listener.port();
    assertThatThrownBy(() -> TcpListener.open("localhost", port, Timeouts.DEFAULT))
        .isInstanceOf(AddressException.class)
        .hasMessageContaining("localhost:" + port + ": the port is in use");
    listener.close();
    assertThat(listener.accept()).isEmpty();
    assertThatThrownBy(() -> TcpChannel.connect("localhost", port, Timeouts.DEFAULT))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("Cannot reach localhost:" + port);
  }

  @Test
  void numbersAndBitsSurviveTheirBytes() {
    long[] values = {0, -1, Long.MIN_VALUE, 0x0102030405060708L};
    assertThat(LittleEndian.longs(LittleEndian.bytes(values))).isEqualTo(values);
    assertThat(LittleEndian.bytes(0x0102030405060708L)).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
    boolean[] bits = {true, false, true, true, false, false, false, false, true};
    assertThat(LittleEndian.packBits(bits)).containsExactly(0b1101, 1);
    assertThat(LittleEndian.unpackBits(LittleEndian.packBits(bits), 9)).isEqualTo(bits);
    assertThatThrownBy(() -> LittleEndian.unpackBits(new byte[3], 9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void silent(Channel channel) {
    assertThatThrownBy(() -> channel.receive(GREETING, 1))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("sent nothing for the whole time-out");
  }

  private static void refused(byte[] wire, String sentence) {
    Line line =
        new StreamLine(new ByteArrayInputStream(wire), OutputStream.nullOutputStream(), () -> {});
    Channel channel = new FramedChannel(line, "the peer", Timeouts.DEFAULT);
    assertThatThrownBy(() -> channel.receive(GREETING, 2, 4))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining(sentence);
  }
}
