// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.ring.LocalTruncation;
import linnet.inference.linear.Activations;
import linnet.inference.linear.Crossing;
import linnet.inference.linear.ProgramWalk;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Mask;

/**
 * The server's half of the online phase of one inference: it runs the program on x - r, adds its
 * mask s after every run, and crosses boundaries together with the client.
 */
final class ServerOnline implements Crossing {
  private final PrivateProgram program;
  private final ProgramPlan plan;
  private final Channel channel;
  private final ServerMaterial material;
  private final List<SiteStatistics> sites = new ArrayList<>();
  private final Meter meter;

  ServerOnline(PrivateProgram program, Channel channel, ServerMaterial material) {
    this.program = program;
    this.plan = program.plan();
    this.channel = channel;
    this.material = material;
    this.meter = Meter.start(channel);
  }

  PredictionStatistics run() {
    Meter whole = Meter.start(channel);
    int bytes = Long.BYTES * plan.input().units() * material.batch();
    long[] masked = LittleEndian.longs(channel.receive(MessageTypes.MASKED_IMAGE, bytes));
    Activations image = new Activations(plan.input(), material.batch(), masked);
    Activations logits = ProgramWalk.run(program, true, image, this);
    Activations share = logits.plus(material.outputMasks().getLast());
    channel.send(MessageTypes.LOGITS, LittleEndian.bytes(share.values()));
    return new PredictionStatistics(
        material.batch(),
        material.correlations(),
        material.offline(),
        whole.lap(),
        sites,
        material.dealer());
  }

  @Override
  public Activations cross(Step.Boundary boundary, Activations z) {
    int index = sites.size();
    ServerMaterial.Site site = material.sites().get(index);
    Activations share = z.plus(material.outputMasks().get(index));
    Activations next = Activations.zeros(z.shape(), z.batch());
    Mask mask = boundary.kept();
    next.scatter(mask.linearizedUnits(), linearized(boundary, share, site));
    int[] kept = mask.keptUnits();
    next.scatter(kept, site.comparisons().online(channel, share.gather(kept)));
    long linear = (long) (mask.shape().units() - mask.kept()) * z.batch();
    sites.add(
        new SiteStatistics(
            boundary.name(),
            site.comparisons().garbledUnits(),
            linear,
            site.offline(),
            meter.lap()));
    return next;
  }

  private long[] linearized(Step.Boundary boundary, Activations share, ServerMaterial.Site site) {
    long[] values = share.gather(boundary.kept().linearizedUnits());
    LocalTruncation.server(values, plan.shift(boundary));
    for (int i = 0; i < values.length; i++) {
      values[i] += site.linearized()[i];
    }
    return values;
  }
}
