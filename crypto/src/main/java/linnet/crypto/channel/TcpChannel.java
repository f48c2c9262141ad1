// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.Optional;

/** Channels over TCP: no delay for small messages, large buffers, time-outs, TLS if wanted. */
public final class TcpChannel {
  private static final int SOCKET_BUFFER_BYTES = 1 << 20;

  private TcpChannel() {}

  /**
   * Connects to a listening party without TLS.
   *
   * @throws PeerException if nobody answers there
   */
  public static Channel connect(String host, int port, Timeouts timeouts) {
    return connect(host, port, timeouts, Optional.empty());
  }

  /**
   * Connects to a listening party. With TLS both prove who they are, and the party's certificate
   * must be for this host.
   *
   * @throws PeerException if nobody answers there, or the two do not agree on TLS
   */
  public static Channel connect(
      String host, int port, Timeouts timeouts, Optional<TlsSettings> tls) {
    String peer = host + ":" + port;
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new PeerException("There is no host " + host + "; check its name.");
    }
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
      socket.connect(address, timeouts.connectMillis());
      prepare(socket, timeouts);
      Socket top = tls.isEmpty() ? socket : tls.get().clientSocket(socket, host, port);
      return opened(over(new SocketLine(socket, top), peer, timeouts));
    } catch (IOException e) {
      closeQuietly(socket);
      throw refused(peer, e);
    }
  }

  /**
   * Takes over an accepted socket, which the channel closes. A TLS handshake happens at the
   * channel's first use, on the thread that uses it.
   *
   * @throws PeerException if the peer is gone already
   */
  static Channel of(Socket socket, Timeouts timeouts, Optional<TlsSettings> tls) {
    String peer = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    try {
      prepare(socket, timeouts);
      Socket top = tls.isEmpty() ? socket : tls.get().serverSocket(socket);
      return over(new SocketLine(socket, top), peer, timeouts);
    } catch (IOException e) {
      closeQuietly(socket);
      throw new PeerException(peer + " left before the session began.", e);
    }
  }

  private static void prepare(Socket socket, Timeouts timeouts) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(timeouts.silenceMillis());
    socket.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
  }

  private static FramedChannel over(SocketLine line, String peer, Timeouts timeouts) {
    FramedChannel channel = new FramedChannel(line, peer, timeouts);
    Watchdog.watch(channel);
    return channel;
  }

  private static Channel opened(FramedChannel channel) {
    try {
      channel.open();
      return channel;
    } catch (PeerException e) {
      channel.close();
      throw e;
    }
  }

  private static PeerException refused(String peer, IOException cause) {
    String why =
        cause instanceof SocketTimeoutException ? "no answer in time" : "the connection is refused";
    return new PeerException(
        "Cannot reach " + peer + ": " + why + "; check that the server runs there.", cause);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The failure that led here is the one to report.
    }
  }
}
