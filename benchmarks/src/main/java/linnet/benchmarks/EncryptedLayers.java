// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.lattice.LatticeCache;
import linnet.crypto.lattice.LatticeClient;
import linnet.crypto.lattice.LatticeServer;
import linnet.crypto.lattice.LinearJob;
import linnet.crypto.random.EntropySource;
import linnet.inference.cost.BothParties;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.protocol.LinearJobs;

/**
 * All linear layers of ResNet18 under encryption, both parties sharing the machine's cores. The
 * products that a server keeps once per model are computed in a first round that does not count.
 */
final class EncryptedLayers implements Benchmark {
  private static final long CACHE_BYTES = 2L << 30;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Aims in seconds and megabytes per inference. */
  private static final Map<Integer, double[]> AIMS =
      Map.of(256, new double[] {0.2, 30}, 8, new double[] {0.35, 50}, 1, new double[] {1, 130});

  @Override
  public String name() {
    return "encrypted-layers";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    PrivateProgram program = SampleNetwork.program(effort.width(), 0);
    List<LinearJob> jobs = LinearJobs.shapes(program.plan());
    List<List<long[]>> weights = LinearJobs.weights(program);
    List<BenchmarkRow> rows = new ArrayList<>();
    for (int batch : effort.batches()) {
      progress.accept("encrypted layers, batch of " + batch);
      // A server each, so that the products of one batch do not fill the memory of the next.
      LatticeServer server = LatticeServer.of(jobs, weights, LatticeCache.inMemory(CACHE_BYTES));
      rows.addAll(measure(server, jobs, batch, effort));
    }
    return rows;
  }

  private static List<BenchmarkRow> measure(
      LatticeServer server, List<LinearJob> jobs, int batch, Effort effort) {
    long[] bytes = new long[1];
    double seconds = effort.runs().seconds(() -> bytes[0] = round(server, jobs, batch));
    double[] aims = AIMS.getOrDefault(batch, new double[0]);
    String name =
        "%s, linear layers offline, per inference in a batch of %d"
            .formatted(SampleNetwork.name(effort.width()), batch);
    return List.of(
        new BenchmarkRow(name, seconds / batch, "s", aim(effort, aims, 0)),
        new BenchmarkRow(name, 1e-6 * bytes[0] / batch, "MB", aim(effort, aims, 1)));
  }

  private static Aim aim(Effort effort, double[] aims, int index) {
    return aims.length == 0 ? Aim.NONE : effort.atFullWidth(Aim.atMost(aims[index]));
  }

  /** Bytes of one batch, counted. */
  private static long round(LatticeServer server, List<LinearJob> jobs, int batch) {
    InMemoryChannel.Pair line = InMemoryChannel.pair(PATIENCE);
    EntropySource entropy = EntropySource.secure();
    BothParties.run(
        () -> {
          LatticeServer.Batch open = server.open(line.server(), entropy, batch);
          for (int job = 0; job < jobs.size(); job++) {
            open.handle(job, masks(jobs.get(job), batch));
          }
        },
        () -> {
          LatticeClient client = LatticeClient.open(line.client(), entropy, jobs, batch);
          for (int job = 0; job < jobs.size(); job++) {
            exchange(client, job, new long[jobs.get(job).inputCount(batch)]);
          }
        });
    return line.client().traffic().bytes();
  }

  private static List<long[]> masks(LinearJob job, int batch) {
    return job.convolutions().stream().map(shape -> new long[shape.outputCount(batch)]).toList();
  }

  private static void exchange(LatticeClient client, int job, long[] values) {
    BothParties.run(() -> client.send(job, values), () -> client.receive(job));
  }
}
