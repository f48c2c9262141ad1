// SPDX-License-Identifier: Apache-2.0
package linnet.inference.server;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.ProtocolException;
import linnet.crypto.channel.TcpListener;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.ServerInference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves private predictions over TCP, each client on a virtual thread of its own. A client that
 * misbehaves or vanishes ends its own session, with one sentence in the log, and nothing else.
 */
public final class InferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);

  /** How long sessions under way may go on after {@link #close}. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ProgramPlan plan;
  private final ServerInference inference;
  private final ServerOptions options;
  private final TcpListener listener;
  private final Semaphore places;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread acceptor;

  private InferenceServer(PrivateProgram program, ServerOptions options) {
    this.plan = program.plan();
    this.inference = new ServerInference(program, options.settings());
    this.options = options;
    this.listener = TcpListener.open(options.host(), options.port(), options.timeouts());
    this.places = new Semaphore(options.maxClients());
    this.acceptor = Thread.ofPlatform().name("linnet-acceptor").unstarted(this::acceptAll);
  }

  /**
   * Binds the port and begins to serve.
   *
   * @throws linnet.crypto.channel.AddressException if the port is in use or not allowed
   */
  public static InferenceServer start(PrivateProgram program, ServerOptions options) {
    InferenceServer server = new InferenceServer(program, options);
    server.acceptor.start();
    return server;
  }

  /** The port listened on. */
  public int port() {
    return listener.port();
  }

  /** What is served. */
  public ProgramPlan plan() {
    return plan;
  }

  /**
   * Waits until the server is closed.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void awaitClose() throws InterruptedException {
    acceptor.join();
  }

  /** Takes no more clients, lets those under way finish for 5 seconds, then cuts them off. */
  @Override
  public void close() {
    close(GRACE);
  }

  /** As {@link #close()}, with another time for sessions under way. */
  public void close(Duration grace) {
    listener.close();
    sessions.shutdown();
    try {
      if (!sessions.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        open.forEach(Channel::close);
      }
    } catch (InterruptedException e) {
      open.forEach(Channel::close);
      Thread.currentThread().interrupt();
    }
    acceptor.interrupt(); // it may wait for a place
  }

  private void acceptAll() {
    try {
      while (true) {
        places.acquire();
        Optional<Channel> client = accept();
        if (client.isEmpty()) {
          return;
        }
        begin(client.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed while all places were taken
    }
  }

  private void begin(Channel client) {
    try {
      sessions.execute(() -> session(client));
    } catch (RejectedExecutionException e) {
      client.close(); // accepted in the instant in which the server closed
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

  private void session(Channel client) {
    open.add(client);
    try (client) {
      LOG.info("{} is connected.", client.peer());
      inference.serve(client, options.afterEach());
      LOG.info("{} said goodbye.", client.peer());
    } catch (ProtocolException e) {
      LOG.warn("The session with {} ended: {}", client.peer(), e.getMessage());
    } catch (OutOfMemoryError e) {
      LOG.error(
          "The session with {} ended for lack of memory; give the server more.", client.peer());
    } catch (RuntimeException e) {
      LOG.error("The session with {} failed by a fault of this program.", client.peer(), e);
    } finally {
      open.remove(client);
      places.release();
    }
  }
}
