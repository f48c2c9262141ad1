// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sessions of a server, each on a virtual thread; more clients than places are turned away. */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);

  /** Clients that are told at once why they must leave; those beyond just find the line closed. */
  private static final int TOLD_AT_ONCE = 32;

  /** How long threads whose line was cut may take to notice. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final int most;
  private final ServingMetrics metrics;
  private final Function<Channel, Session> opening;
  private final Semaphore places;
  private final Semaphore told = new Semaphore(TOLD_AT_ONCE);
  private final Set<Session> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Sessions(int most, ServingMetrics metrics, Function<Channel, Session> opening) {
    this.most = most;
    this.metrics = metrics;
    this.opening = opening;
    this.places = new Semaphore(most);
  }

  /** Begins a session with a client, or turns it away; never waits for the client. */
  void begin(Channel client) {
    if (places.tryAcquire()) {
      start(client, () -> session(client), places);
      return;
    }
    metrics.refused(Refusal.Reason.FULL);
    LOG.warn("{} is turned away: all {} places are taken.", client.peer(), most);
    if (told.tryAcquire()) {
      start(client, () -> turnAway(client), told);
    } else {
      client.close();
    }
  }

  /**
   * Lets requests under way finish until the grace ends, then cuts.
   *
   * @return whether nothing had to be cut
   */
  boolean stop(Duration grace) {
    threads.shutdown();
    open.forEach(Session::stop);
    if (ended(grace)) {
      return true;
    }
    open.forEach(Session::cut);
    ended(NOTICE);
    return false;
  }

  private boolean ended(Duration patience) {
    try {
      return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void start(Channel client, Runnable work, Semaphore place) {
    try {
      threads.execute(
          () -> {
            try {
              work.run();
            } finally {
              place.release();
            }
          });
    } catch (RejectedExecutionException e) {
      place.release();
      client.close(); // accepted in the instant in which the server stopped
    }
  }

  private void session(Channel client) {
    Session session = opening.apply(client);
    open.add(session);
    try {
      if (threads.isShutdown()) {
        session.stop(); // the server stopped before this session could be told
      }
      session.run();
    } finally {
      open.remove(session);
    }
  }

  private void turnAway(Channel client) {
    try {
      client.refuse("All %d places are taken; try again in a minute.".formatted(most));
    } catch (ProtocolException e) {
      LOG.info("{} left before it could be told: {}", client.peer(), e.getMessage());
    }
  }
}
