// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import linnet.inference.material.MaterialStore;
import linnet.inference.material.PoolUsage;
import linnet.inference.protocol.PhaseStatistics;

/** What a server counts, under the names that its metrics page shows. */
final class ServingMetrics {
  static final String COMPLETED = "completed";
  static final String PEER_FAILED = "peer_failed";
  static final String FAULT = "fault";

  private static final double[] SECONDS = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Gauge sessions =
      Gauge.builder().name("linnet_sessions").help("Clients connected now.").register(registry);
  private final Counter sessionsEnded =
      Counter.builder()
          .name("linnet_sessions_ended_total")
          .help("Sessions that ended, by outcome.")
          .labelNames("outcome")
          .register(registry);
  private final Counter predictions =
      Counter.builder()
          .name("linnet_predictions_total")
          .help("Images classified.")
          .register(registry);
  private final Counter pieces =
      Counter.builder()
          .name("linnet_prepared_pieces_total")
          .help("Pieces of one-time material prepared.")
          .register(registry);
  private final Counter bytes =
      Counter.builder()
          .name("linnet_bytes_total")
          .help("Bytes on the wire, framing included, by phase and direction.")
          .labelNames("phase", "direction")
          .register(registry);
  private final Counter refused =
      Counter.builder()
          .name("linnet_refused_total")
          .help("Sessions and requests refused, by reason.")
          .labelNames("reason")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("linnet_phase_seconds")
          .help("Duration of preparations (offline) and inferences (online), each a whole batch.")
          .labelNames("phase")
          .classicOnly()
          .classicUpperBounds(SECONDS)
          .register(registry);

  /** All metrics at zero: rates need a first value. */
  ServingMetrics() {
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      refused.initLabelValues(reason.label());
    }
    for (String outcome : new String[] {COMPLETED, PEER_FAILED, FAULT}) {
      sessionsEnded.initLabelValues(outcome);
    }
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** Shows how many unspent pieces a store has, asked for at every reading. */
  void material(MaterialStore store) {
    GaugeWithCallback.builder()
        .name("linnet_material_unspent_pieces")
        .help("Pieces of one-time material that wait to be used.")
        .callback(gauge -> gauge.call(store.pools().stream().mapToDouble(PoolUsage::unspent).sum()))
        .register(registry);
  }

  void sessionBegan() {
    sessions.inc();
  }

  void sessionEnded(String outcome) {
    sessions.dec();
    sessionsEnded.labelValues(outcome).inc();
  }

  void refused(Refusal.Reason reason) {
    refused.labelValues(reason.label()).inc();
  }

  void prepared(int count, PhaseStatistics cost) {
    pieces.inc(count);
    phase("offline", cost);
  }

  void inferred(int count, PhaseStatistics cost) {
    predictions.inc(count);
    phase("online", cost);
  }

  private void phase(String name, PhaseStatistics cost) {
    bytes.labelValues(name, "sent").inc(cost.bytesSent());
    bytes.labelValues(name, "received").inc(cost.bytesReceived());
    seconds.labelValues(name).observe(cost.millis() / 1000);
  }
}
