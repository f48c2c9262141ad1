// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

/**
 * Exact bytes, framing included, of the comparisons of one image.
 *
 * @param offlineServerBytes sent by the server while preparing
 * @param offlineClientBytes sent by the client while preparing
 * @param onlineServerBytes sent by the server online
 * @param onlineClientBytes sent by the client online
 * @param tableBytes garbled tables alone, without framing; part of the server's offline bytes
 * @param transferBytes oblivious transfers alone, both ways; part of the offline bytes
 * @param storedServerBytes what {@link ServerRelus#write} writes
 * @param storedClientBytes what {@link ClientRelus#write} writes
 */
public record ReluCost(
    long offlineServerBytes,
    long offlineClientBytes,
    long onlineServerBytes,
    long onlineClientBytes,
    long tableBytes,
    long transferBytes,
    long storedServerBytes,
    long storedClientBytes) {
  ReluCost plus(ReluCost other) {
    return new ReluCost(
        offlineServerBytes + other.offlineServerBytes,
        offlineClientBytes + other.offlineClientBytes,
        onlineServerBytes + other.onlineServerBytes,
        onlineClientBytes + other.onlineClientBytes,
        tableBytes + other.tableBytes,
        transferBytes + other.transferBytes,
        storedServerBytes + other.storedServerBytes,
        storedClientBytes + other.storedClientBytes);
  }

  /** Offline bytes both ways. */
  public long offlineBytes() {
    return offlineServerBytes + offlineClientBytes;
  }

  /** Online bytes both ways. */
  public long onlineBytes() {
    return onlineServerBytes + onlineClientBytes;
  }
}
