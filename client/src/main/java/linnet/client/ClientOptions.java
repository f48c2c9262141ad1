// SPDX-License-Identifier: Apache-2.0
package linnet.client;

import java.util.Optional;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.channel.TlsSettings;
import linnet.inference.material.MaterialStore;
import linnet.inference.protocol.ClientSettings;

/**
 * How a client connects.
 *
 * @param tls own certificate and the authorities to trust; empty for a line that is protected
 *     otherwise
 * @param timeouts how long to wait for the server
 * @param settings of the protocol: the plan to insist on, and where material waits
 */
public record ClientOptions(Optional<TlsSettings> tls, Timeouts timeouts, ClientSettings settings) {
  /** No TLS, any plan, material in memory. */
  public static ClientOptions defaults() {
    return new ClientOptions(Optional.empty(), Timeouts.DEFAULT, ClientSettings.defaults());
  }

  /** The same over TLS 1.3, both sides authenticated. */
  public ClientOptions withTls(TlsSettings other) {
    return new ClientOptions(Optional.of(other), timeouts, settings);
  }

  /** The same with other time-outs. */
  public ClientOptions withTimeouts(Timeouts other) {
    return new ClientOptions(tls, other, settings);
  }

  /**
   * The same, insisting on a plan: another one is refused before any image is used.
   *
   * @param digest SHA-256 of the plan in hexadecimal, as {@code linnet serve} prints it
   * @throws linnet.network.InputException if it is no digest
   */
  public ClientOptions withExpectedDigest(String digest) {
    return with(settings.withExpectedDigest(digest));
  }

  /**
   * The same, with material kept elsewhere, such as on disk, where it outlives the program.
   *
   * @param name 32 hexadecimal digits by which a server without TLS finds the pieces again; keep it
   *     as long as the store
   */
  public ClientOptions withMaterial(MaterialStore store, String name) {
    return with(settings.withStore(store, name));
  }

  /** The same with other settings of the protocol. */
  public ClientOptions with(ClientSettings other) {
    return new ClientOptions(tls, timeouts, other);
  }
}
