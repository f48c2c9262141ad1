// SPDX-License-Identifier: Apache-2.0
/** The server of private predictions: many clients, TLS, quotas, health and metrics. */
module linnet.serving {
  requires static org.jspecify;
  requires linnet.inference;
}
