// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.ProtocolException;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.RefusedException;
import linnet.inference.protocol.SessionGuard;
import linnet.inference.protocol.SessionListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client, from its first byte to its last, on one thread; any thread may stop it. */
final class Session implements SessionGuard, SessionListener, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);

  private final Channel channel;
  private final SessionService service;
  private final Admission admission;
  private final ServingMetrics metrics;
  private final SessionListener afterEach;
  private String account = "";
  private Admission.@Nullable Leave leave;
  private boolean working;
  private boolean stopping;

  Session(
      Channel channel,
      SessionService service,
      Admission admission,
      ServingMetrics metrics,
      SessionListener afterEach) {
    this.channel = channel;
    this.service = service;
    this.admission = admission;
    this.metrics = metrics;
    this.afterEach = afterEach;
  }

  @Override
  public void run() {
    metrics.sessionBegan();
    String outcome = ServingMetrics.FAULT;
    try (channel) {
      outcome = serve();
    } catch (ProtocolException e) {
      LOG.warn("The connection with {} could not be closed: {}", channel.peer(), e.getMessage());
    } finally {
      endLeave();
      metrics.sessionEnded(outcome);
    }
  }

  private String serve() {
    try {
      account = accountOf(channel); // a TLS handshake, if any, happens here
      LOG.info("{} is connected as {}.", channel.peer(), channel.peerIdentity());
      service.serve(channel, this, this);
      LOG.info("{} said goodbye.", channel.peer());
      return ServingMetrics.COMPLETED;
    } catch (ProtocolException e) {
      LOG.warn("The session with {} ended: {}", channel.peer(), e.getMessage());
      return ServingMetrics.PEER_FAILED;
    } catch (OutOfMemoryError e) {
      LOG.error(
          "The session with {} ended for lack of memory; give the server more.", channel.peer());
    } catch (RuntimeException e) {
      LOG.error("The session with {} failed by a fault of this program.", channel.peer(), e);
    }
    return ServingMetrics.FAULT;
  }

  /** Quotas go by certificate; without one by address, which is the best there is. */
  private static String accountOf(Channel channel) {
    String peer = channel.peer();
    return channel.isAuthenticated()
        ? channel.peerIdentity()
        : peer.substring(0, Math.max(0, peer.lastIndexOf(':')));
  }

  @Override
  public void beforePrepare(String client, int pieces) {
    begin(() -> admission.preparation(client, pieces));
  }

  @Override
  public void beforeInfer(String client, int images) {
    begin(() -> admission.inference(account, images));
  }

  @Override
  public void prepared(String client, PreparationStatistics statistics) {
    metrics.prepared(statistics.pieces(), statistics.total());
    afterEach.prepared(client, statistics);
    end();
  }

  @Override
  public void inferred(String client, PredictionStatistics statistics) {
    metrics.inferred(statistics.batch(), statistics.online());
    afterEach.inferred(client, statistics);
    end();
  }

  /** Takes no more requests: ends now if it waits for one, else with the one under way. */
  synchronized void stop() {
    stopping = true;
    if (!working) {
      channel.close();
    }
  }

  /** Ends at once. */
  void cut() {
    channel.close();
  }

  private void begin(java.util.function.Supplier<Admission.Leave> work) {
    try {
      startWorking();
      leave = work.get();
    } catch (Refusal e) {
      metrics.refused(e.reason());
      LOG.warn("{} is refused: {}", channel.peer(), e.getMessage());
      stopWorking();
      throw new RefusedException(e.getMessage());
    }
  }

  private void end() {
    endLeave();
    stopWorking();
  }

  private void endLeave() {
    if (leave != null) {
      leave.end();
      leave = null;
    }
  }

  private synchronized void startWorking() {
    if (stopping) {
      throw new Refusal(Refusal.Reason.STOPPING, "The server is stopping; ask again later.");
    }
    working = true;
  }

  private synchronized void stopWorking() {
    working = false;
    if (stopping) {
      channel.close();
    }
  }
}
