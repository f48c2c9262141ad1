// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/** Asked before a server works for a client; what it refuses, the client is told. */
public interface SessionGuard {
  /** Refuses nothing. */
  SessionGuard OPEN =
      new SessionGuard() {
        @Override
        public void beforePrepare(String client, int pieces) {}

        @Override
        public void beforeInfer(String client, int images) {}
      };

  /**
   * Before pieces of material are prepared.
   *
   * @param client identity of the client
   * @param pieces how many
   * @throws RefusedException if not now
   */
  void beforePrepare(String client, int pieces);

  /**
   * Before images are classified.
   *
   * @param client identity of the client
   * @param images how many
   * @throws RefusedException if not now
   */
  void beforeInfer(String client, int images);
}
