// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.garbling.FullReluServer;
import linnet.crypto.garbling.ReluCircuit;
import linnet.crypto.random.EntropySource;
import linnet.crypto.transfer.ServerTransferSession;
import linnet.inference.linear.Activations;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/** The server's half of the offline phase; see {@link ClientOffline} for the other. */
final class ServerOffline {
  private final ProgramPlan plan;
  private final Channel channel;
  private final LinearCorrelations.Server correlations;
  private final ServerTransferSession transfers;
  private final EntropySource entropy;

  ServerOffline(
      ProgramPlan plan,
      Channel channel,
      ServerTransferSession transfers,
      LinearCorrelations.Server correlations,
      EntropySource entropy) {
    this.plan = plan;
    this.channel = channel;
    this.correlations = correlations;
    this.transfers = transfers;
    this.entropy = entropy;
  }

  ServerMaterial prepare(int batch) {
    Meter whole = Meter.start(channel);
    Meter part = Meter.start(channel);
    List<Activations> outputMasks = correlations.prepare(channel, batch);
    PhaseStatistics linear = part.lap();
    List<ServerMaterial.Site> sites = new ArrayList<>();
    for (Step.Boundary boundary : plan.boundaries()) {
      sites.add(site(boundary, batch, part));
    }
    return new ServerMaterial(
        batch, outputMasks, sites, linear, whole.lap(), correlations.isDealer());
  }

  private ServerMaterial.Site site(Step.Boundary boundary, int batch, Meter meter) {
    int kept = boundary.kept().kept();
    int linearized = boundary.kept().shape().units() - kept;
    long[] shares = new long[0];
    if (linearized > 0) {
      int bytes = Long.BYTES * linearized * batch;
      shares = LittleEndian.longs(channel.receive(MessageTypes.LINEARIZED, bytes));
    }
    ReluCircuit circuit = new ReluCircuit(boundary.width(), plan.shift(boundary));
    FullReluServer comparisons =
        FullReluServer.prepare(channel, transfers, entropy, circuit, kept * batch);
    return new ServerMaterial.Site(shares, comparisons, meter.lap());
  }
}
