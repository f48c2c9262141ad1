// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import linnet.inference.testing.TwoParty;

/** Options of servers in tests. */
final class TestServers {
  private TestServers() {}

  static ServerOptions options() {
    return ServerOptions.withDealer(0, TwoParty.ACCESS);
  }

  /** A server of clients that never have pieces waiting. */
  static InferenceServer start(SessionService service, ServerOptions options) {
    return InferenceServer.start(service, client -> 0, options);
  }
}
