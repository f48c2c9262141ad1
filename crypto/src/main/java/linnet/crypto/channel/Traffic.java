// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/**
 * What one end of a channel has counted so far.
 *
 * @param bytesSent bytes sent, frame headers included
 * @param bytesReceived bytes received, frame headers included
 * @param rounds changes of direction seen by this end; the first message counts, so that a request
 *     with its answer makes two
 */
public record Traffic(long bytesSent, long bytesReceived, long rounds) {
  /** Bytes in both directions. */
  public long bytes() {
    return bytesSent + bytesReceived;
  }

  /** What was added since an earlier snapshot of the same channel. */
  public Traffic since(Traffic earlier) {
    return new Traffic(
        bytesSent - earlier.bytesSent,
        bytesReceived - earlier.bytesReceived,
        rounds - earlier.rounds);
  }
}
