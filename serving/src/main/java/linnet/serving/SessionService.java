// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import linnet.crypto.channel.Channel;
import linnet.inference.protocol.SessionGuard;
import linnet.inference.protocol.SessionListener;

/** What is done with every client. */
@FunctionalInterface
interface SessionService {
  /**
   * Serves one client until it says goodbye.
   *
   * @throws linnet.crypto.channel.ProtocolException if the client vanishes or misbehaves
   */
  void serve(Channel channel, SessionGuard guard, SessionListener listener);
}
