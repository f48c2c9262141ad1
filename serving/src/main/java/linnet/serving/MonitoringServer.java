// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import linnet.crypto.channel.AddressException;

/**
 * Health and metrics over HTTP: {@code /metrics} in Prometheus' format, {@code /healthz} says that
 * the process lives, {@code /readyz} whether it takes clients.
 */
final class MonitoringServer implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int WAITING = 16;

  private final HttpServer server;
  private final ExecutorService threads;

  private MonitoringServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Begins to answer.
   *
   * @throws AddressException if the port is in use or not allowed
   */
  static MonitoringServer start(
      MonitoringOptions options, PrometheusRegistry registry, BooleanSupplier ready) {
    HttpServer server = bound(options);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("linnet-monitoring-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/metrics", new MetricsHandler(registry));
    server.createContext("/healthz", exchange -> answer(exchange, true, "alive"));
    server.createContext(
        "/readyz",
        exchange -> {
          boolean yes = ready.getAsBoolean();
          answer(exchange, yes, yes ? "ready" : "stopping");
        });
    server.start();
    return new MonitoringServer(server, threads);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer bound(MonitoringOptions options) {
    try {
      return HttpServer.create(new InetSocketAddress(options.host(), options.port()), WAITING);
    } catch (IOException e) {
      throw new AddressException(
          "Health and metrics cannot be shown on %s:%d: the port is in use or not allowed; choose another."
              .formatted(options.host(), options.port()),
          e);
    }
  }

  private static void answer(HttpExchange exchange, boolean good, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(good ? OK : UNAVAILABLE, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
