// SPDX-License-Identifier: Apache-2.0
/** The server of private predictions: many clients, TLS, quotas, health and metrics. */
module linnet.serving {
  requires static org.jspecify;
  requires transitive linnet.inference;
  requires transitive linnet.material;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.exporter.httpserver;
  requires io.prometheus.metrics.model;
  requires jdk.httpserver;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  exports linnet.serving;
  exports linnet.serving.certificates;
}
