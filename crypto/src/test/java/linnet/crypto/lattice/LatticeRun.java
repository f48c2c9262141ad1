// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.random.InsecureFixedEntropy;

/** A whole run of both parties on random numbers, and what it should give. */
record LatticeRun(
    List<LinearJob> jobs, List<List<long[]>> weights, int batch, LatticeServer server) {
  /** One job of each group of shapes. */
  static LatticeRun of(int batch, List<List<ConvolutionShape>> shapes) {
    return of(batch, shapes, 1, LatticeCache.inMemory(1L << 30));
  }

  static LatticeRun of(
      int batch, List<List<ConvolutionShape>> shapes, long seed, LatticeCache cache) {
    List<LinearJob> jobs = new ArrayList<>();
    List<List<long[]>> weights = new ArrayList<>();
    for (List<ConvolutionShape> group : shapes) {
      jobs.add(new LinearJob("job " + jobs.size(), group));
      weights.add(group.stream().map(shape -> Shapes.weights(shape, seed)).toList());
    }
    return new LatticeRun(jobs, weights, batch, LatticeServer.of(jobs, weights, cache));
  }

  long[] values(int job) {
    return Shapes.values(jobs.get(job).inputCount(batch), 100 + job);
  }

  List<long[]> masks(int job) {
    return jobs.get(job).convolutions().stream()
        .map(shape -> Shapes.values(shape.outputCount(batch), 200 + job))
        .toList();
  }

  /** W*v - s by definition. */
  List<long[]> expected(int job) {
    List<long[]> expected = new ArrayList<>();
    for (int i = 0; i < weights.get(job).size(); i++) {
      ConvolutionShape shape = jobs.get(job).convolutions().get(i);
      long[] outputs = NaiveConvolution.of(shape, weights.get(job).get(i), values(job), batch);
      long[] masks = masks(job).get(i);
      for (int k = 0; k < outputs.length; k++) {
        outputs[k] -= masks[k];
      }
      expected.add(outputs);
    }
    return expected;
  }

  /** What the client gets of each job. */
  List<List<long[]>> run(Channel serverEnd, Channel clientEnd) {
    return TwoParties.run(
            () -> serve(server, serverEnd, batch, this::masks),
            () -> ask(clientEnd, jobs, batch, this::values))
        .client();
  }

  List<List<long[]>> run() {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    return run(line.server(), line.client());
  }

  /** As {@link #run(Channel, Channel)}, with all values and masks zero. */
  static List<List<long[]>> runOnZeros(
      LatticeServer server, List<LinearJob> jobs, int batch, Channel serverEnd, Channel clientEnd) {
    return TwoParties.run(
            () -> serve(server, serverEnd, batch, job -> zeros(jobs.get(job), batch)),
            () -> ask(clientEnd, jobs, batch, job -> new long[jobs.get(job).inputCount(batch)]))
        .client();
  }

  private static List<long[]> zeros(LinearJob job, int batch) {
    return job.convolutions().stream().map(s -> new long[s.outputCount(batch)]).toList();
  }

  private static int serve(
      LatticeServer server, Channel channel, int batch, IntFunction<List<long[]>> masks) {
    LatticeServer.Batch open = server.open(channel, new InsecureFixedEntropy(1), batch);
    int job = 0;
    for (; job < server.jobs().size(); job++) {
      open.handle(job, masks.apply(job));
    }
    return job;
  }

  private static List<List<long[]>> ask(
      Channel channel, List<LinearJob> jobs, int batch, IntFunction<long[]> values) {
    LatticeClient client = LatticeClient.open(channel, new InsecureFixedEntropy(2), jobs, batch);
    for (int job = 0; job < jobs.size(); job++) {
      client.send(job, values.apply(job));
    }
    List<List<long[]>> results = new ArrayList<>();
    for (int job = 0; job < jobs.size(); job++) {
      results.add(client.receive(job));
    }
    return results;
  }
}
