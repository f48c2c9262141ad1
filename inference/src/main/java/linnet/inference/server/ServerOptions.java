// SPDX-License-Identifier: Apache-2.0
package linnet.inference.server;

import java.util.function.Consumer;
import linnet.crypto.channel.Timeouts;
import linnet.inference.protocol.InsecureAccess;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.ServerSettings;
import linnet.network.InputException;

/**
 * How a server listens.
 *
 * @param host name or address to listen on, {@code 0.0.0.0} for all
 * @param port 0 lets the system choose a free one
 * @param timeouts how long a silent client is waited for, also between two requests
 * @param maxClients sessions at once; further clients wait
 * @param settings of every session
 * @param afterEach gets the statistics of every inference, from the session's own thread
 */
public record ServerOptions(
    String host,
    int port,
    Timeouts timeouts,
    int maxClients,
    ServerSettings settings,
    Consumer<PredictionStatistics> afterEach) {
  /** Rejects ports that do not exist and less than 1 client. */
  public ServerOptions {
    if (port < 0 || port > 65_535) {
      throw new InputException(
          "The port %d does not exist; choose one of 1 to 65535, or 0 for any free one."
              .formatted(port));
    }
    if (maxClients < 1) {
      throw new InputException("A server must take at least 1 client, not " + maxClients + ".");
    }
  }

  /** Local clients only, four at once, with an insecure dealer. */
  public static ServerOptions withDealer(int port, InsecureAccess access) {
    return new ServerOptions(
        "localhost",
        port,
        Timeouts.DEFAULT,
        4,
        ServerSettings.withDealer(access),
        statistics -> {});
  }

  /** The same on another host address. */
  public ServerOptions withHost(String other) {
    return new ServerOptions(other, port, timeouts, maxClients, settings, afterEach);
  }

  /** The same with other time-outs. */
  public ServerOptions withTimeouts(Timeouts other) {
    return new ServerOptions(host, port, other, maxClients, settings, afterEach);
  }

  /** The same with another listener. */
  public ServerOptions withAfterEach(Consumer<PredictionStatistics> other) {
    return new ServerOptions(host, port, timeouts, maxClients, settings, other);
  }
}
