// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;

/** Channels over TCP: no delay for small messages, large buffers, a read time-out. */
public final class TcpChannel {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SOCKET_BUFFER_BYTES = 1 << 20;

  private TcpChannel() {}

  /**
   * Connects to a listening party.
   *
   * @throws PeerException if nobody answers there
   */
  public static Channel connect(String host, int port, Timeouts timeouts) {
    String peer = host + ":" + port;
    Socket socket = new Socket();
    try {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new PeerException("There is no host " + host + "; check its name.");
      }
      socket.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
      socket.connect(address, timeouts.connectMillis());
      return over(socket, peer, timeouts);
    } catch (IOException e) {
      closeQuietly(socket);
      throw refused(peer, e);
    }
  }

  /**
   * Takes over an accepted socket, which the channel closes.
   *
   * @throws PeerException if the peer is gone already
   */
  public static Channel of(Socket socket, Timeouts timeouts) {
    String peer = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    try {
      return over(socket, peer, timeouts);
    } catch (IOException e) {
      closeQuietly(socket);
      throw new PeerException(peer + " left before the session began.", e);
    }
  }

  private static Channel over(Socket socket, String peer, Timeouts timeouts) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(timeouts.readMillis());
    socket.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
    return new FramedChannel(
        new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES),
        new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES),
        socket,
        peer);
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
