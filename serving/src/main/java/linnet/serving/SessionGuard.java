// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

/** Asked before a server works for a client; what it refuses, the client is told. */
interface SessionGuard {
  void beforePrepare(String client, int pieces);

  void beforeInfer(String client, int images);
}
