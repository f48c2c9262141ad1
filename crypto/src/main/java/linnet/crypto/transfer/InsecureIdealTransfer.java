// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.Prg;
import org.jspecify.annotations.Nullable;

/**
 * INSECURE: what correlated transfer promises, dealt inside one process, for tests.
 *
 * <p>Both halves share the seed of the zero labels, and the receiver's half knows Δ.
 */
public final class InsecureIdealTransfer {
  private static final long PATIENCE_SECONDS = 60;

  /**
   * The two halves of one session.
   *
   * @param server for the server's thread
   * @param client for the client's thread
   */
  public record Pair(ServerTransferSession server, ClientTransferSession client) {}

  // Handed from one thread to the other once; never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Batch(Difference difference, byte[] seed) {}

  private InsecureIdealTransfer() {}

  /** A session whose randomness is the given. */
  public static Pair pair(EntropySource entropy) {
    BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(1 << 10);
    return new Pair(() -> sender(batches, entropy), () -> receiver(batches));
  }

  private static CorrelatedSender sender(BlockingQueue<Batch> batches, EntropySource entropy) {
    Batch batch = new Batch(Difference.draw(entropy), entropy.seed());
    batches.add(batch);
    return new Sender(batch.difference(), new Prg(batch.seed()));
  }

  private static CorrelatedReceiver receiver(BlockingQueue<Batch> batches) {
    Batch batch = next(batches);
    if (batch == null) {
      throw new PeerException("The server began no batch of transfers in time.");
    }
    return new Receiver(batch.difference(), new Prg(batch.seed()));
  }

  private static @Nullable Batch next(BlockingQueue<Batch> batches) {
    try {
      return batches.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private record Sender(Difference difference, Prg labels) implements CorrelatedSender {
    @Override
    public long differenceLow() {
      return difference.low();
    }

    @Override
    public long differenceHigh() {
      return difference.high();
    }

    @Override
    public byte[] extend(int lanes, int words) {
      return labels.bytes(words * Extension.wordBytes(lanes));
    }
  }

  private record Receiver(Difference difference, Prg labels) implements CorrelatedReceiver {
    @Override
    public byte[] extend(int lanes, long[] choices) {
      byte[] chosen = labels.bytes(choices.length / lanes * Extension.wordBytes(lanes));
      for (int i = 0; i < chosen.length / CorrelatedSender.LABEL_BYTES; i++) {
        int lane = i % lanes;
        int group = i / lanes;
        long mask = -(choices[group / Extension.GROUPS * lanes + lane] >>> group & 1);
        add(
            chosen,
            CorrelatedSender.LABEL_BYTES * i,
            mask & difference.low(),
            mask & difference.high());
      }
      return chosen;
    }

    private static void add(byte[] label, int at, long low, long high) {
      LittleEndian.putLong(label, at, LittleEndian.getLong(label, at) ^ low);
      LittleEndian.putLong(label, at + 8, LittleEndian.getLong(label, at + 8) ^ high);
    }
  }
}
