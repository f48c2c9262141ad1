// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The bytes under a framed channel. */
interface Line extends Closeable {
  /**
   * Makes the line ready for bytes, such as by a TLS handshake; called once, before the streams are
   * used.
   */
  PeerIdentity open() throws IOException;

  InputStream input();

  OutputStream output();

  /** Waits, not for long, until the peer has left, dropping what it still sends. */
  void awaitEnd();

  /** Ends the line in order; may wait for the peer to take what was sent. */
  @Override
  void close() throws IOException;

  /** Ends the line at once, whatever another thread does on it. */
  void cut();
}
