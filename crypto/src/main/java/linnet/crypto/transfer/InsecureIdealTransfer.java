// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.CorrelatedSender.LABEL_BYTES;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.Prg;

/**
 * INSECURE: what correlated transfer promises, dealt inside one process, for tests.
 *
 * <p>Both halves share the seeds of the receiver's labels, and the sender's half sees the choices.
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
  private record Batch(Difference difference, byte[] seeds, BlockingQueue<long[]> choices) {}

  private InsecureIdealTransfer() {}

  /** A session whose randomness is the given. */
  public static Pair pair(EntropySource entropy) {
    Half toClient = new Half(entropy, new LinkedBlockingQueue<>());
    Half toServer = new Half(entropy, new LinkedBlockingQueue<>());
    return new Pair(new Server(toClient, toServer), new Client(toClient, toServer));
  }

  private record Server(Half own, Half other) implements ServerTransferSession {
    @Override
    public TransferKind kind() {
      return TransferKind.IKNP;
    }

    @Override
    public CorrelatedSender newSender() {
      return own.sender();
    }

    @Override
    public CorrelatedReceiver newReceiver() {
      return other.receiver();
    }
  }

  private record Client(Half other, Half own) implements ClientTransferSession {
    @Override
    public TransferKind kind() {
      return TransferKind.IKNP;
    }

    @Override
    public CorrelatedReceiver newReceiver() {
      return other.receiver();
    }

    @Override
    public CorrelatedSender newSender() {
      return own.sender();
    }
  }

  /** One direction. */
  private record Half(EntropySource entropy, BlockingQueue<Batch> batches) {
    CorrelatedSender sender() {
      Batch batch = draw();
      batches.add(batch);
      return new Sender(batch, new RegeneratedLabels(batch.seeds()));
    }

    /** Both parties' threads draw from one source. */
    private Batch draw() {
      synchronized (entropy) {
        byte[] seeds = new byte[TransferSession.BASE_TRANSFERS * Prg.SEED_BYTES];
        Difference difference = Difference.draw(entropy);
        entropy.fill(seeds);
        return new Batch(difference, seeds, new LinkedBlockingQueue<>());
      }
    }

    CorrelatedReceiver receiver() {
      Batch batch = next(batches, "The sender began no batch of transfers in time.");
      return new Receiver(batch, new RegeneratedLabels(batch.seeds()));
    }
  }

  private static <T> T next(BlockingQueue<T> queue, String failure) {
    try {
      T item = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (item != null) {
        return item;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new PeerException(failure);
  }

  /** Takes the receiver's labels, which its seeds alone determine, back to those of choice zero. */
  private record Sender(Batch batch, RegeneratedLabels labels) implements CorrelatedSender {
    @Override
    public long differenceLow() {
      return batch.difference().low();
    }

    @Override
    public long differenceHigh() {
      return batch.difference().high();
    }

    @Override
    public byte[] extend(int lanes, int words) {
      long[] choices = next(batch.choices(), "The receiver asked for no transfers in time.");
      byte[] zero = labels.next(lanes, words);
      for (int i = 0; i < zero.length / LABEL_BYTES; i++) {
        int group = i / lanes;
        long mask = -(choices[group / Extension.GROUPS * lanes + i % lanes] >>> group & 1);
        add(zero, LABEL_BYTES * i, mask & differenceLow(), mask & differenceHigh());
      }
      return zero;
    }

    private static void add(byte[] label, int at, long low, long high) {
      LittleEndian.putLong(label, at, LittleEndian.getLong(label, at) ^ low);
      LittleEndian.putLong(label, at + 8, LittleEndian.getLong(label, at + 8) ^ high);
    }
  }

  private record Receiver(Batch batch, RegeneratedLabels labels) implements CorrelatedReceiver {
    @Override
    public byte[] extend(int lanes, long[] choices) {
      batch.choices().add(choices.clone());
      return labels.next(lanes, choices.length / lanes);
    }

    @Override
    public byte[] seeds() {
      return batch.seeds().clone();
    }
  }
}
