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

  private final ServerSocket socket;
  private final Timeouts timeouts;

  private TcpListener(ServerSocket socket, Timeouts timeouts) {
    this.socket = socket;
    this.timeouts = timeouts;
  }

  /**
   * Listens on a host's port; port 0 lets the system choose a free one.
   *
   * @throws AddressException if the port is in use or not allowed
   */
  public static TcpListener open(String host, int port, Timeouts timeouts) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
      return new TcpListener(bound(socket, new InetSocketAddress(host, port)), timeouts);
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
      socket.bind(address);
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
   * Waits for the next party; empty once the listener is closed.
   *
   * @throws PeerException if a party left while it was being accepted
   */
  public Optional<Channel> accept() {
    try {
      return Optional.of(TcpChannel.of(socket.accept(), timeouts));
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
