// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * The server's half of the online phase of one batch: it runs the program on its shares, x - r at
 * first, adds its mask s after every secret convolution, and crosses boundaries together with the
 * client.
 */
final class ServerOnline implements Crossing {
  private final PrivateProgram program;
  private final ProgramPlan plan;
  private final ProtocolParameters parameters;
  private final Channel channel;
  private final List<ServerPiece> pieces;
  private final Map<String, Activations> masks;
  private final List<SiteStatistics> sites = new ArrayList<>();
  private final Meter meter;
  private int linearizedBefore;

  ServerOnline(
      PrivateProgram program,
      ProtocolParameters parameters,
      Channel channel,
      List<ServerPiece> pieces) {
    this.program = program;
    this.plan = program.plan();
    this.parameters = parameters;
    this.channel = channel;
    this.pieces = pieces;
    this.masks = ServerMasks.of(plan, pieces.stream().map(ServerPiece::seed).toList());
    this.meter = Meter.start(channel);
  }

  PredictionStatistics run(Activations maskedImage) {
    Meter whole = Meter.start(channel);
    Activations share = ProgramWalk.run(program, true, maskedImage, this);
    finish(share);
    PreparationCost preparation = PreparationCost.NONE;
    for (ServerPiece piece : pieces) {
      preparation = preparation.plus(piece.cost());
    }
    return new PredictionStatistics(
        pieces.size(), preparation, whole.lap(), sites, parameters.dealer());
  }

  private void finish(Activations share) {
    if (parameters.disclosure() == Disclosure.LOGITS) {
      channel.send(MessageTypes.LOGITS, LittleEndian.bytes(share.values()));
      return;
    }
    for (int i = 0; i < pieces.size(); i++) {
      Objects.requireNonNull(pieces.get(i).argmax()).online(channel, share.image(i));
    }
  }

  @Override
  public Activations convolved(Step.Convolution convolution, Activations out) {
    return out.plus(ReluLayers.value(masks, convolution.name()));
  }

  @Override
  public Activations cross(Step.Boundary boundary, Activations share) {
    int layer = sites.size();
    Activations next = Activations.zeros(share.shape(), share.batch());
    Mask mask = boundary.kept();
    int[] kept = mask.keptUnits();
    for (int i = 0; i < pieces.size(); i++) {
      pieces.get(i).relus().send(channel, layer, share.gather(kept, i));
    }
    linearize(boundary, share, next); // while the client evaluates
    long compared = 0;
    for (int i = 0; i < pieces.size(); i++) {
      next.scatter(kept, i, pieces.get(i).relus().receive(channel, layer));
      compared += pieces.get(i).relus().comparedUnits(layer);
    }
    long linear = (long) (mask.shape().units() - mask.kept()) * share.batch();
    sites.add(new SiteStatistics(boundary.name(), compared, linear, meter.lap()));
    return next;
  }

  private void linearize(Step.Boundary boundary, Activations share, Activations next) {
    int[] units = boundary.kept().linearizedUnits();
    for (int i = 0; i < pieces.size(); i++) {
      long[] values = share.gather(units, i);
      LocalTruncation.server(values, plan.shift(boundary));
      long[] client =
          Arrays.copyOfRange(
              pieces.get(i).linearized(), linearizedBefore, linearizedBefore + units.length);
      for (int u = 0; u < values.length; u++) {
        values[u] += client[u];
      }
      next.scatter(units, i, values);
    }
    linearizedBefore += units.length;
  }
}
