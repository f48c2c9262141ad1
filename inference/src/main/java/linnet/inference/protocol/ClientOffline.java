// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.garbling.FullReluClient;
import linnet.crypto.garbling.ReluCircuit;
import linnet.crypto.random.EntropySource;
import linnet.crypto.ring.LocalTruncation;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.inference.linear.Activations;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Mask;

/**
 * The client's half of the offline phase. Its share z_C of what every run gives is known before the
 * image is, and so is the mask of the next run: linearized units are truncated and re-masked here
 * and now, kept units get their comparisons prepared.
 */
final class ClientOffline {
  private final ProgramPlan plan;
  private final Channel channel;
  private final LinearCorrelations.Client correlations;
  private final EntropySource entropy;
  private final ClientTransferSession transfers;
  private final BiConsumer<Step.Boundary, Activations> shareTrace;

  ClientOffline(
      ProgramPlan plan,
      Channel channel,
      ClientTransferSession transfers,
      LinearCorrelations.Client correlations,
      EntropySource entropy,
      BiConsumer<Step.Boundary, Activations> shareTrace) {
    this.plan = plan;
    this.channel = channel;
    this.correlations = correlations;
    this.entropy = entropy;
    this.transfers = transfers;
    this.shareTrace = shareTrace;
  }

  ClientMaterial prepare(int batch) {
    Meter whole = Meter.start(channel);
    new Request.Prepare(batch).send(channel);
    Meter part = Meter.start(channel);
    byte[] seed = entropy.seed();
    List<Activations> shares = correlations.prepare(channel, seed, batch);
    PhaseStatistics linear = part.lap();
    ClientMasks masks = new ClientMasks(seed, batch);
    Activations imageMask = masks.next(plan.input());
    List<ClientMaterial.Site> sites = new ArrayList<>();
    for (Step.Boundary boundary : plan.boundaries()) {
      Activations share = shares.get(sites.size());
      shareTrace.accept(boundary, share);
      sites.add(site(boundary, share, masks.next(share.shape()), part));
    }
    return new ClientMaterial(imageMask, shares.getLast(), sites, linear, whole.lap());
  }

  private ClientMaterial.Site site(
      Step.Boundary boundary, Activations share, Activations nextMask, Meter meter) {
    Mask mask = boundary.kept();
    int[] linearized = mask.linearizedUnits();
    if (linearized.length > 0) {
      long[] values = share.gather(linearized);
      LocalTruncation.client(values, plan.shift(boundary));
      long[] masks = nextMask.gather(linearized);
      for (int i = 0; i < values.length; i++) {
        values[i] -= masks[i];
      }
      channel.send(MessageTypes.LINEARIZED, LittleEndian.bytes(values));
    }
    int[] kept = mask.keptUnits();
    ReluCircuit circuit = new ReluCircuit(boundary.width(), plan.shift(boundary));
    FullReluClient comparisons =
        FullReluClient.prepare(
            channel, transfers, circuit, share.gather(kept), nextMask.gather(kept));
    return new ClientMaterial.Site(
        boundary, (long) linearized.length * share.batch(), comparisons, meter.lap());
  }
}
