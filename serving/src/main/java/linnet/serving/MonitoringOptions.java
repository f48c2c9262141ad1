// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import linnet.network.InputException;

/**
 * Where health and metrics can be read, over plain HTTP; keep it from strangers.
 *
 * @param host name or address to listen on
 * @param port 0 lets the system choose a free one
 */
public record MonitoringOptions(String host, int port) {
  /** Rejects ports that do not exist. */
  public MonitoringOptions {
    requirePort(port);
  }

  static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw new InputException(
          "The port %d does not exist; choose one of 1 to 65535, or 0 for any free one."
              .formatted(port));
    }
  }
}
