// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.garbling.ServerArgmax;
import linnet.crypto.garbling.ServerRelus;
import linnet.crypto.random.EntropySource;
import linnet.crypto.transfer.ServerTransferSession;
import linnet.inference.linear.Activations;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.MaterialStore;
import linnet.inference.material.PieceId;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import org.jspecify.annotations.Nullable;

/** The server's half of the offline phase; see {@link ClientOffline} for the other. */
final class ServerOffline {
  private final ProgramPlan plan;
  private final ProtocolParameters parameters;
  private final Channel channel;
  private final SecretConvolutions.Server convolutions;
  private final ServerTransferSession transfers;
  private final EntropySource entropy;

  ServerOffline(
      ProgramPlan plan,
      ProtocolParameters parameters,
      Channel channel,
      ServerTransferSession transfers,
      SecretConvolutions.Server convolutions,
      EntropySource entropy) {
    this.plan = plan;
    this.parameters = parameters;
    this.channel = channel;
    this.transfers = transfers;
    this.convolutions = convolutions;
    this.entropy = entropy;
  }

  /** Prepares so many pieces; each is stored before the client hears its name. */
  PreparationStatistics prepare(int count, MaterialStore store, MaterialPool pool) {
    Meter meter = Meter.start(channel);
    List<byte[]> seeds = Stream.generate(entropy::seed).limit(count).toList();
    linear(seeds);
    PhaseStatistics linear = meter.lap();
    PhaseStatistics comparisons = PhaseStatistics.NONE;
    for (byte[] seed : seeds) {
      long[] linearized = linearized();
      ServerRelus relus =
          parameters.relus().prepareServer(channel, transfers, entropy, ReluLayers.of(plan));
      ServerArgmax argmax = argmax();
      PhaseStatistics own = meter.lap();
      PreparationCost cost = new PreparationCost(linear.dividedBy(count), own);
      PieceId name = PieceId.random(entropy);
      store.put(pool, name, new ServerPiece(seed, linearized, relus, argmax, cost).write());
      channel.send(MessageTypes.PIECE, name.bytes());
      comparisons = comparisons.plus(own).plus(meter.lap());
    }
    return new PreparationStatistics(count, linear, comparisons, List.of());
  }

  /** Answers jobs in the order in which the client asks: the order in which inputs become known. */
  private void linear(List<byte[]> seeds) {
    Map<String, Activations> masks = ServerMasks.of(plan, seeds);
    SecretConvolutions.ServerBatch batch = convolutions.open(channel, seeds.size());
    List<LinearJobs.Job> jobs = LinearJobs.of(plan).jobs();
    for (int job : JobOrder.of(plan)) {
      List<Activations> ofJob = new ArrayList<>();
      for (Step.Convolution convolution : jobs.get(job).convolutions()) {
        ofJob.add(ReluLayers.value(masks, convolution.name()));
      }
      batch.handle(job, ofJob);
    }
  }

  private long[] linearized() {
    int units = ServerPiece.linearizedUnits(plan);
    return units == 0
        ? new long[0]
        : LittleEndian.longs(channel.receive(MessageTypes.LINEARIZED, Long.BYTES * units));
  }

  private @Nullable ServerArgmax argmax() {
    return parameters.disclosure() == Disclosure.LOGITS
        ? null
        : ServerArgmax.prepare(channel, transfers, entropy, plan.classes(), Argmax.width(plan));
  }
}
