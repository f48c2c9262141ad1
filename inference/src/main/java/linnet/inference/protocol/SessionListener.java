// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/** Hears what a server did for a client, from the session's own thread. */
public interface SessionListener {
  /** Hears nothing. */
  SessionListener NONE =
      new SessionListener() {
        @Override
        public void prepared(String client, PreparationStatistics statistics) {}

        @Override
        public void inferred(String client, PredictionStatistics statistics) {}
      };

  /** After a preparation. */
  void prepared(String client, PreparationStatistics statistics);

  /** After an inference. */
  void inferred(String client, PredictionStatistics statistics);

  /** After a refusal; nothing was done. */
  default void refused(String client, String sentence) {}
}
