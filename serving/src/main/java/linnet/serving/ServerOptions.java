// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.util.Optional;
import java.util.function.Consumer;
import linnet.crypto.channel.LinkProfile;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.channel.TlsSettings;
import linnet.crypto.lattice.LatticeCache;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.protocol.InsecureAccess;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.ServerSettings;
import linnet.material.MemoryQuotaLedger;
import linnet.material.QuotaLedger;

/**
 * How a server listens and what it allows.
 *
 * @param host name or address to listen on, {@code 0.0.0.0} for all
 * @param port 0 lets the system choose a free one
 * @param timeouts how long a silent client is waited for, also between two requests
 * @param tls demanded of all clients; empty for development: nobody is authenticated, nothing is
 *     encrypted
 * @param link imitated towards clients, for measurements
 * @param limits on what is done at once
 * @param quotas of each client, by its certificate, or by its address without TLS
 * @param ledger where quotas are counted; who made it closes it
 * @param settings of every session
 * @param monitoring where health and metrics are read, if anywhere
 * @param afterEach gets the statistics of every inference, from the session's own thread
 */
public record ServerOptions(
    String host,
    int port,
    Timeouts timeouts,
    Optional<TlsSettings> tls,
    LinkProfile link,
    SessionLimits limits,
    Quotas quotas,
    QuotaLedger ledger,
    ServerSettings settings,
    Optional<MonitoringOptions> monitoring,
    Consumer<PredictionStatistics> afterEach) {
  /** Rejects ports that do not exist. */
  public ServerOptions {
    MonitoringOptions.requirePort(port);
  }

  /** Local clients only, without TLS, quotas in memory. */
  public static ServerOptions local(int port, ServerSettings settings) {
    return new ServerOptions(
        "localhost",
        port,
        Timeouts.DEFAULT,
        Optional.empty(),
        LinkProfile.LOOPBACK,
        SessionLimits.DEFAULT,
        Quotas.DEFAULT,
        new MemoryQuotaLedger(),
        settings,
        Optional.empty(),
        statistics -> {});
  }

  /** Local clients only, without TLS, with an insecure dealer. */
  public static ServerOptions withDealer(int port, InsecureAccess access) {
    return local(
        port,
        ServerSettings.of(new MemoryMaterialStore(1L << 30), LatticeCache.inMemory(1L << 20))
            .withDealer(access));
  }

  /** The same on another host address. */
  public ServerOptions withHost(String other) {
    return new ServerOptions(
        other, port, timeouts, tls, link, limits, quotas, ledger, settings, monitoring, afterEach);
  }

  /** The same with other time-outs. */
  public ServerOptions withTimeouts(Timeouts other) {
    return new ServerOptions(
        host, port, other, tls, link, limits, quotas, ledger, settings, monitoring, afterEach);
  }

  /** The same demanding TLS. */
  public ServerOptions withTls(TlsSettings other) {
    return new ServerOptions(
        host,
        port,
        timeouts,
        Optional.of(other),
        link,
        limits,
        quotas,
        ledger,
        settings,
        monitoring,
        afterEach);
  }

  /** The same over an imitated link. */
  public ServerOptions withLink(LinkProfile other) {
    return new ServerOptions(
        host, port, timeouts, tls, other, limits, quotas, ledger, settings, monitoring, afterEach);
  }

  /** The same with other limits. */
  public ServerOptions withLimits(SessionLimits other) {
    return new ServerOptions(
        host, port, timeouts, tls, link, other, quotas, ledger, settings, monitoring, afterEach);
  }

  /** The same with other quotas, counted in this ledger. */
  public ServerOptions withQuotas(Quotas other, QuotaLedger countedIn) {
    return new ServerOptions(
        host, port, timeouts, tls, link, limits, other, countedIn, settings, monitoring, afterEach);
  }

  /** The same with health and metrics to be read there. */
  public ServerOptions withMonitoring(MonitoringOptions other) {
    return new ServerOptions(
        host,
        port,
        timeouts,
        tls,
        link,
        limits,
        quotas,
        ledger,
        settings,
        Optional.of(other),
        afterEach);
  }

  /** The same with other settings of every session. */
  public ServerOptions withSettings(ServerSettings other) {
    return new ServerOptions(
        host, port, timeouts, tls, link, limits, quotas, ledger, other, monitoring, afterEach);
  }

  /** The same with another listener. */
  public ServerOptions withAfterEach(Consumer<PredictionStatistics> other) {
    return new ServerOptions(
        host, port, timeouts, tls, link, limits, quotas, ledger, settings, monitoring, other);
  }
}
