// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Optional;

/** A TCP port on which a party waits for others. */
public final class TcpListener implements AutoCloseable {
  private static final int SOCKET_BUFFER_BYTES = 1 << 20;

  /** Connections that the system keeps until they are accepted. */
  private static final int WAITING = 64;

  private final ServerSocket socket;
  private final Timeouts timeouts;
  private final Optional<TlsSettings> tls;

  private TcpListener(ServerSocket socket, Timeouts timeouts, Optional<TlsSettings> tls) {
    this.socket = socket;
    this.timeouts = timeouts;
    this.tls = tls;
  }

  /** As {@link #open(String, int, Timeouts, Optional)}, without TLS. */
  public static TcpListener open(String host, int port, Timeouts timeouts) {
    return open(host, port, timeouts, Optional.empty());
  }

  /**
   * Listens on a host's port; port 0 lets the system choose a free one.
   *
   * @param tls demanded of all who come; empty for plain TCP, which protects nothing
   * @throws AddressException if the port is in use or not allowed
   */
  public static TcpListener open(
      String host, int port, Timeouts timeouts, Optional<TlsSettings> tls) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
      return new TcpListener(bound(socket, new InetSocketAddress(host, port)), timeouts, tls);
    } catch (IOException e) {
      throw new AddressException(
          "Cannot listen on %s:%d: the port is in use or not allowed; choose another."
              .formatted(host, port),
          e);
    }
  }

  private static ServerSocket bound(ServerSocket socket, InetSocketAddress address)
      throws IOException {
    try {
      socket.bind(address, WAITING);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The port listened on. */
  public int port() {
    return socket.getLocalPort();
  }

  /**
   * Waits for the next party; empty once the listener is closed. It never waits for what that party
   * sends: a TLS handshake happens at the channel's first use, on the thread that uses it.
   *
   * @throws PeerException if a party left while it was being accepted
   */
  public Optional<Channel> accept() {
    try {
      return Optional.of(TcpChannel.of(socket.accept(), timeouts, tls));
    } catch (SocketException e) {
      if (socket.isClosed()) {
        return Optional.empty();
      }
      throw new PeerException("A party left while it was being accepted.", e);
    } catch (IOException e) {
      throw new PeerException("A party left while it was being accepted.", e);
    }
  }

  /** Stops listening; accepted channels live on. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AddressException("Port " + port() + " could not be closed.", e);
    }
  }
}
