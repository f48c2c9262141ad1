// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.inference.protocol.ClientSettings;

/**
 * A client's store while it is open.
 *
 * @param settings with the store and the name under which its pieces were made
 */
record OpenStore(ClientSettings settings) implements AutoCloseable {
  @Override
  public void close() {
    settings.store().close();
  }
}
