// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.random.EntropySource;

/**
 * All linear layers of ResNet18 (32x32, full width, 100 classes), both parties in one process:
 * seconds and megabytes per inference. Arguments: batch sizes; none for 1, 8, 64 and 256.
 *
 * <p>Run with {@code -Xms5g -Xmx5g -XX:+AlwaysPreTouch -XX:+UseParallelGC --add-modules
 * jdk.incubator.vector -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0}. A warm-up round computes
 * the products that a server keeps.
 */
public final class LatticeBenchmark {
  private LatticeBenchmark() {}

  public static void main(String[] arguments) {
    List<String> batches =
        arguments.length == 0 ? List.of("1", "8", "64", "256") : List.of(arguments);
    List<LinearJob> jobs = resNet18();
    List<List<long[]>> weights =
        jobs.stream()
            .map(job -> job.convolutions().stream().map(s -> Shapes.weights(s, 1)).toList())
            .toList();
    for (String batch : batches) {
      LatticeServer server = LatticeServer.of(jobs, weights, LatticeCache.inMemory(1L << 31));
      measure(server, jobs, Integer.parseInt(batch));
    }
  }

  private static void measure(LatticeServer server, List<LinearJob> jobs, int batch) {
    LatticeCost cost = LatticeCost.of(jobs, batch);
    double megabytes = (cost.bytesToServer() + cost.bytesToClient()) / 1e6 / batch;
    System.out.printf("batch %d: %.1f MB per inference%n", batch, megabytes);
    int rounds = batch < 64 ? 3 : 1;
    for (int round = 0; round <= rounds; round++) {
      double before = coreSeconds();
      double[] seconds = round(server, jobs, batch);
      System.out.printf(
          "%s batch %d: %.3f s, %.3f core seconds, %.1f MB per inference (%d up, %d down)%n",
          round == 0 ? "first" : "warm",
          batch,
          total(seconds) / batch,
          (coreSeconds() - before) / batch,
          megabytes,
          cost.bytesToServer() / batch,
          cost.bytesToClient() / batch);
      if (round == rounds) {
        printJobs(cost, seconds, batch);
      }
    }
  }

  private static void printJobs(LatticeCost cost, double[] seconds, int batch) {
    for (int job = 0; job < seconds.length; job++) {
      LatticeCost.Job one = cost.jobs().get(job);
      System.out.printf(
          "  %-22s %8.2f ms %7.3f MB up %7.3f down, ciphertexts %d up %d down, %.2f GMAC per batch%n",
          one.name(),
          seconds[job] * 1e3 / batch,
          one.bytesToServer() / 1e6 / batch,
          one.bytesToClient() / 1e6 / batch,
          one.ciphertextsToServer(),
          one.ciphertextsToClient(),
          one.multiplyAdds() / 1e9);
    }
  }

  /** What this process has used of all cores: steadier than time where others use them too. */
  private static double coreSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9;
  }

  private static double total(double[] seconds) {
    double sum = 0;
    for (double s : seconds) {
      sum += s;
    }
    return sum;
  }

  /** Seconds of each job; the keys count with the first. */
  private static double[] round(LatticeServer server, List<LinearJob> jobs, int batch) {
    InMemoryChannel.Pair line = InMemoryChannel.pair(Duration.ofMinutes(5));
    double[] seconds = new double[jobs.size()];
    long start = System.nanoTime();
    CompletableFuture<Void> serverHalf =
        CompletableFuture.runAsync(
            () -> serve(server, line.server(), jobs, batch), LatticeBenchmark::start);
    LatticeClient client = LatticeClient.open(line.client(), EntropySource.secure(), jobs, batch);
    for (int job = 0; job < jobs.size(); job++) {
      int sent = job;
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> client.send(sent, new long[jobs.get(sent).inputCount(batch)]),
              LatticeBenchmark::start);
      client.receive(job);
      sending.join();
      seconds[job] = (System.nanoTime() - start) * 1e-9;
      start = System.nanoTime();
    }
    serverHalf.join();
    return seconds;
  }

  private static void start(Runnable task) {
    Thread.ofPlatform().start(task);
  }

  private static void serve(
      LatticeServer server, Channel channel, List<LinearJob> jobs, int batch) {
    LatticeServer.Batch open = server.open(channel, EntropySource.secure(), batch);
    for (int job = 0; job < jobs.size(); job++) {
      open.handle(
          job,
          jobs.get(job).convolutions().stream().map(s -> new long[s.outputCount(batch)]).toList());
    }
  }

  private static List<LinearJob> resNet18() {
    List<LinearJob> jobs = new ArrayList<>();
    jobs.add(job("stem", convolution(3, 32, 64, 3, 1)));
    int channels = 64;
    for (int width = 32; width >= 4; width /= 2) {
      if (width < 32) {
        jobs.add(
            job(
                "down " + width,
                convolution(channels, 2 * width, 2 * channels, 3, 2),
                convolution(channels, 2 * width, 2 * channels, 1, 2)));
        channels *= 2;
      }
      for (int i = width == 32 ? 0 : 1; i < 4; i++) {
        jobs.add(job("3x3 " + width + " " + i, convolution(channels, width, channels, 3, 1)));
      }
    }
    jobs.add(job("dense", new ConvolutionShape(512, 1, 1, 100, 1, 1, 0, 1)));
    return jobs;
  }

  private static LinearJob job(String name, ConvolutionShape... convolutions) {
    return new LinearJob(name, List.of(convolutions));
  }

  private static ConvolutionShape convolution(int in, int width, int out, int kernel, int stride) {
    return new ConvolutionShape(in, width, width, out, kernel, stride, kernel / 2, 1);
  }
}
