// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.ProtocolException;
import linnet.crypto.channel.TcpListener;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.ServerInference;
import linnet.inference.protocol.ServerOffer;
import linnet.inference.protocol.SessionListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves private predictions over TCP, each client on a virtual thread of its own. A client that
 * misbehaves, dawdles or vanishes ends its own session, with one sentence in the log, and nothing
 * else.
 */
public final class InferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);

  /** How long requests under way may go on after {@link #close}. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** How long the acceptor may take to notice that the port is closed. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final ServerOptions options;
  private final TcpListener listener;
  private final Sessions sessions;
  private final Thread acceptor;
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final @Nullable MonitoringServer monitoring;

  private InferenceServer(
      SessionService service, ToLongFunction<String> prepared, ServerOptions options) {
    this.options = options;
    ServingMetrics metrics = new ServingMetrics();
    metrics.material(options.settings().store());
    Admission admission =
        new Admission(options.quotas(), options.ledger(), options.limits(), prepared);
    this.sessions =
        new Sessions(
            options.limits().sessions(),
            metrics,
            channel -> new Session(channel, service, admission, metrics, listener(options)));
    this.listener =
        TcpListener.open(options.host(), options.port(), options.timeouts(), options.tls());
    this.monitoring = monitoring(options, metrics);
    this.acceptor = Thread.ofPlatform().name("linnet-acceptor").unstarted(this::acceptAll);
  }

  /**
   * Binds the port and begins to serve.
   *
   * @throws linnet.crypto.channel.AddressException if a port is in use or not allowed
   */
  public static InferenceServer start(PrivateProgram program, ServerOptions options) {
    return start(new ServerInference(program, options.settings()), options);
  }

  /**
   * As {@link #start(PrivateProgram, ServerOptions)}, of an inference with the same settings.
   *
   * @throws linnet.crypto.channel.AddressException if a port is in use or not allowed
   */
  public static InferenceServer start(ServerInference inference, ServerOptions options) {
    return start(new ServerOffer(List.of(inference)), options);
  }

  /**
   * As {@link #start(PrivateProgram, ServerOptions)}, of several programs with the same settings,
   * among which clients choose.
   *
   * @throws linnet.crypto.channel.AddressException if a port is in use or not allowed
   */
  public static InferenceServer start(ServerOffer offer, ServerOptions options) {
    SessionLimits fitting = options.limits();
    for (ServerInference inference : offer.programs()) {
      fitting = fitting.inMemoryOf(inference, options.settings());
    }
    return start(offer::serve, offer::prepared, options.withLimits(fitting));
  }

  static InferenceServer start(
      SessionService service, ToLongFunction<String> prepared, ServerOptions options) {
    InferenceServer server = new InferenceServer(service, prepared, options);
    server.acceptor.start();
    return server;
  }

  /** The port listened on. */
  public int port() {
    return listener.port();
  }

  /** The port of health and metrics, if they are shown. */
  public OptionalInt monitoringPort() {
    return monitoring == null ? OptionalInt.empty() : OptionalInt.of(monitoring.port());
  }

  /**
   * Waits until the server is closed.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void awaitClose() throws InterruptedException {
    acceptor.join();
  }

  /** Takes no more requests, lets those under way finish for 5 seconds, then cuts them off. */
  @Override
  public void close() {
    close(GRACE);
  }

  /** As {@link #close()}, with another time for requests under way. */
  public void close(Duration grace) {
    ready.set(false);
    listener.close();
    awaitAcceptor();
    if (!sessions.stop(grace)) {
      LOG.warn("Sessions that went on after {} seconds were cut.", grace.toSeconds());
    }
    if (monitoring != null) {
      monitoring.close();
    }
  }

  /**
   * The system lets clients in for as long as a thread waits for one, even if that is an instant.
   */
  private void awaitAcceptor() {
    try {
      acceptor.join(NOTICE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable MonitoringServer monitoring(ServerOptions chosen, ServingMetrics metrics) {
    if (chosen.monitoring().isEmpty()) {
      return null;
    }
    try {
      return MonitoringServer.start(chosen.monitoring().get(), metrics.registry(), ready::get);
    } catch (ProtocolException e) {
      listener.close();
      throw e;
    }
  }

  private static SessionListener listener(ServerOptions options) {
    return new SessionListener() {
      @Override
      public void prepared(String client, PreparationStatistics statistics) {}

      @Override
      public void inferred(String client, PredictionStatistics statistics) {
        options.afterEach().accept(statistics);
      }
    };
  }

  private void acceptAll() {
    try {
      for (Optional<Channel> next = accept(); next.isPresent(); next = accept()) {
        sessions.begin(options.link().shape(next.get()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  /** The next client that lives long enough to be accepted; empty once the listener is closed. */
  private Optional<Channel> accept() throws InterruptedException {
    while (true) {
      try {
        return listener.accept();
      } catch (ProtocolException e) {
        LOG.warn("{}", e.getMessage());
        Thread.sleep(PAUSE); // a lasting failure, such as too many open files, must not spin
      }
    }
  }
}
