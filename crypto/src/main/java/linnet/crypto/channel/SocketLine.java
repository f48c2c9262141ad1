// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;

/** A TCP connection, plain or under TLS. */
final class SocketLine implements Line {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int PATIENCE_MILLIS = 1000;
  private static final long MOST_DROPPED_BYTES = 1 << 20;

  private final Socket connection;
  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;

  /**
   * A line over a socket.
   *
   * @param connection the TCP connection itself
   * @param socket the same, or TLS over it
   */
  SocketLine(Socket connection, Socket socket) throws IOException {
    this.connection = connection;
    this.socket = socket;
    this.input = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    this.output = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
  }

  @Override
  public PeerIdentity open() throws IOException {
    if (!(socket instanceof SSLSocket tls)) {
      return PeerIdentity.ANONYMOUS;
    }
    try {
      tls.startHandshake();
      return PeerIdentity.of((X509Certificate) tls.getSession().getPeerCertificates()[0]);
    } catch (IOException e) {
      if (!tls.getUseClientMode()) {
        letPeerHear();
      }
      throw e;
    }
  }

  /** A connection closed while the peer still sends is reset, and TLS's word on why is lost. */
  private void letPeerHear() {
    try {
      connection.setSoTimeout(PATIENCE_MILLIS);
      connection.getInputStream().skipNBytes(MOST_DROPPED_BYTES);
    } catch (IOException e) {
      // It left, or it does not mean to.
    }
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void awaitEnd() {
    try {
      connection.setSoTimeout(PATIENCE_MILLIS);
      input.skipNBytes(MOST_DROPPED_BYTES);
    } catch (IOException e) {
      // It left, or it does not mean to: either way there is nothing more to wait for.
    }
  }

  @Override
  public void close() throws IOException {
    try {
      socket.close();
    } catch (IOException e) {
      // Only TLS's goodbye failed: the peer left first.
    } finally {
      connection.close(); // TLS leaves it open
    }
  }

  @Override
  public void cut() {
    try {
      connection.close();
    } catch (IOException e) {
      // It is closed to us either way; whoever used it finds out.
    }
  }
}
