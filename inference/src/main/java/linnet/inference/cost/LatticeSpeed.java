// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.List;
import java.util.Random;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.lattice.ConvolutionShape;
import linnet.crypto.lattice.LatticeCache;
import linnet.crypto.lattice.LatticeClient;
import linnet.crypto.lattice.LatticeCost;
import linnet.crypto.lattice.LatticeServer;
import linnet.crypto.lattice.LinearJob;
import linnet.crypto.random.EntropySource;

/**
 * Measures the steps of encrypted linear layers one after the other, on all cores: two layers, one
 * of many weights and one of few, tell products from answers.
 */
final class LatticeSpeed {
  private static final int BATCH = 8;
  private static final ConvolutionShape MANY = new ConvolutionShape(128, 8, 8, 128, 3, 1, 1, 1);
  private static final ConvolutionShape FEW = new ConvolutionShape(128, 8, 8, 128, 1, 1, 0, 1);

  /** Seconds of one layer. */
  private record Phases(double encryption, double answer, double decryption) {}

  private final LatticeCost.Job job;
  private final double encryption;
  private final double answer;
  private final double decryption;

  private LatticeSpeed(LatticeCost.Job job, Phases[] rounds) {
    this.job = job;
    encryption = median(rounds, Phases::encryption);
    answer = median(rounds, Phases::answer);
    decryption = median(rounds, Phases::decryption);
  }

  /**
   * What was found.
   *
   * @param multiplyAdds a second
   */
  record Found(
      double multiplyAdds, double encryptionMicros, double answerMicros, double decryptionMicros) {}

  static Found measure(Repetitions repetitions) {
    LatticeSpeed many = of(MANY, repetitions);
    LatticeSpeed few = of(FEW, repetitions);
    // Two equations, answer = multiplyAdds * x + ciphertexts * y.
    double determinant =
        (double) many.job.multiplyAdds() * few.job.ciphertextsToClient()
            - (double) few.job.multiplyAdds() * many.job.ciphertextsToClient();
    double perProduct =
        (many.answer * few.job.ciphertextsToClient() - few.answer * many.job.ciphertextsToClient())
            / determinant;
    double product = Math.max(perProduct, 1e-12);
    double perAnswer =
        (few.answer - product * few.job.multiplyAdds()) / few.job.ciphertextsToClient();
    return new Found(
        1 / product,
        1e6 * few.encryption / few.job.ciphertextsToServer(),
        1e6 * Math.max(perAnswer, 1e-6),
        1e6 * few.decryption / few.job.ciphertextsToClient());
  }

  private static LatticeSpeed of(ConvolutionShape shape, Repetitions repetitions) {
    List<LinearJob> jobs = List.of(new LinearJob("measured", List.of(shape)));
    long[] weights = new Random(1).longs(shape.weightCount(), -2000, 2000).toArray();
    LatticeServer server =
        LatticeServer.of(jobs, List.of(List.of(weights)), LatticeCache.inMemory(1L << 28));
    Phases[] rounds = new Phases[repetitions.rounds()];
    for (int i = -repetitions.warmUps(); i < rounds.length; i++) {
      Phases phases = round(server, jobs, shape);
      if (i >= 0) {
        rounds[i] = phases;
      }
    }
    return new LatticeSpeed(LatticeCost.of(jobs, BATCH).jobs().getFirst(), rounds);
  }

  /** The line has room for everything, so that both halves can take turns. */
  private static Phases round(LatticeServer server, List<LinearJob> jobs, ConvolutionShape shape) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    EntropySource entropy = EntropySource.secure();
    LatticeClient client = LatticeClient.open(line.client(), entropy, jobs, BATCH);
    LatticeServer.Batch batch = server.open(line.server(), entropy, BATCH);
    long[] values = new Random(2).longs(shape.inputCount(BATCH)).toArray();
    long start = System.nanoTime();
    client.send(0, values);
    long sent = System.nanoTime();
    batch.handle(0, List.of(new long[shape.outputCount(BATCH)]));
    long answered = System.nanoTime();
    client.receive(0);
    long end = System.nanoTime();
    return new Phases(1e-9 * (sent - start), 1e-9 * (answered - sent), 1e-9 * (end - answered));
  }

  private static double median(Phases[] rounds, java.util.function.ToDoubleFunction<Phases> phase) {
    double[] sorted = java.util.Arrays.stream(rounds).mapToDouble(phase).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
