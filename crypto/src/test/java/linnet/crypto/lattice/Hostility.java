// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.InsecureFixedEntropy;

/** The other side played by hand. */
final class Hostility {
  private Hostility() {}

  /** The public keys that a client with true randomness sends. */
  static List<byte[]> openedKeys(LinearJob job, int batch) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    LatticeClient.open(line.client(), EntropySource.secure(), List.of(job), batch);
    return receiveKeys(line.server(), job, batch);
  }

  /** What a client sends for values that are all zero. */
  static byte[] encryptedZeros(LinearJob job, int batch) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    LatticeClient client =
        LatticeClient.open(line.client(), new InsecureFixedEntropy(7), List.of(job), batch);
    client.send(0, new long[job.inputCount(batch)]);
    receiveKeys(line.server(), job, batch);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (JobLayout.Part part : BatchPlan.of(List.of(job), batch).jobs().getFirst().parts()) {
      for (int i = 0; i < part.ring().inputs() * part.ring().ringFulls(); i++) {
        bytes.writeBytes(line.server().receive(Wire.VALUES, Wire.wholeBytes()));
      }
    }
    return bytes.toByteArray();
  }

  private static List<byte[]> receiveKeys(Channel channel, LinearJob job, int batch) {
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < BatchPlan.of(List.of(job), batch).keys(); i++) {
      keys.add(channel.receive(Wire.PUBLIC_KEY, Wire.wholeBytes()));
    }
    return keys;
  }
}
