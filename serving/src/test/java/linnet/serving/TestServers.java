// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import linnet.inference.testing.TwoParty;

/** Options of servers in tests. */
final class TestServers {
  private TestServers() {}

  static ServerOptions options() {
    return ServerOptions.withDealer(0, TwoParty.ACCESS);
  }
}
