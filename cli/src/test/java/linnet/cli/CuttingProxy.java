// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between one client and a server, and hangs up on both after so many bytes of the server.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final String host;
  private final int port;
  private final int bytes;

  private CuttingProxy(ServerSocket listener, String host, int port, int bytes) {
    this.listener = listener;
    this.host = host;
    this.port = port;
    this.bytes = bytes;
  }

  /** A proxy to {@code host:port}, on a port of its own. */
  static CuttingProxy to(String address, int bytes) throws IOException {
    int colon = address.lastIndexOf(':');
    CuttingProxy proxy =
        new CuttingProxy(
            new ServerSocket(0, 1, InetAddress.getByName("localhost")),
            address.substring(0, colon),
            Integer.parseInt(address.substring(colon + 1)),
            bytes);
    Thread.ofVirtual().start(proxy::forward);
    return proxy;
  }

  String address() {
    return "localhost:" + listener.getLocalPort();
  }

  private void forward() {
    try (Socket client = listener.accept();
        Socket server = new Socket(host, port)) {
      Thread.ofVirtual().start(() -> copy(client, server, Integer.MAX_VALUE));
      copy(server, client, bytes);
    } catch (IOException e) {
      throw new IllegalStateException("the proxy failed before the cut", e);
    }
  }

  /** Copies until the end, the limit, or until one side hangs up, which is what this is for. */
  private static void copy(Socket from, Socket to, int limit) {
    byte[] buffer = new byte[1 << 14];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int left = limit;
      int count;
      while (left > 0 && (count = in.read(buffer, 0, Math.min(left, buffer.length))) > 0) {
        out.write(buffer, 0, count);
        left -= count;
      }
    } catch (IOException hungUp) {
      return; // a cut is what the test wants
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
