// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import linnet.inference.protocol.PredictionStatistics;

/** Hears what a server did for a client, from the session's own thread. */
interface SessionListener {
  void prepared(String client, PreparationStatistics statistics);

  void inferred(String client, PredictionStatistics statistics);
}
