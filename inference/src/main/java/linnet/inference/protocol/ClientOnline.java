// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.garbling.ClientRelus;
import linnet.inference.linear.Activations;
import linnet.inference.material.PieceId;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * The client's half of the online phase of one batch. At every boundary the comparisons of all
 * images travel in one round trip.
 */
final class ClientOnline {
  private final ProgramPlan plan;
  private final ProtocolParameters parameters;
  private final Channel channel;
  private final ClientPiece.Batch batch;

  ClientOnline(
      ProgramPlan plan, ProtocolParameters parameters, Channel channel, ClientPiece.Batch batch) {
    this.plan = plan;
    this.parameters = parameters;
    this.channel = channel;
    this.batch = batch;
  }

  PrivateResult infer(List<PieceId> names, Activations image) {
    Meter whole = Meter.start(channel);
    Meter part = Meter.start(channel);
    new Request.Infer(names).send(channel);
    Activations masked = image.minus(batch.imageMask());
    channel.send(MessageTypes.MASKED_IMAGE, LittleEndian.bytes(masked.values()));
    requireAccepted(Verdict.receive(channel));
    List<SiteStatistics> sites = new ArrayList<>();
    List<Step.Boundary> boundaries = plan.boundaries();
    List<ClientRelus> relus = batch.pieces().stream().map(ClientPiece::relus).toList();
    for (int layer = 0; layer < boundaries.size(); layer++) {
      ClientRelus.answer(channel, relus, layer);
      sites.add(statistics(boundaries.get(layer), part.lap()));
    }
    return result(whole, sites);
  }

  private SiteStatistics statistics(Step.Boundary boundary, PhaseStatistics online) {
    long images = batch.pieces().size();
    int kept = boundary.kept().kept();
    long compared = 0;
    for (ClientPiece piece : batch.pieces()) {
      compared += piece.relus().comparedUnits(plan.boundaries().indexOf(boundary));
    }
    return new SiteStatistics(
        boundary.name(), compared, (boundary.kept().shape().units() - kept) * images, online);
  }

  private PrivateResult result(Meter whole, List<SiteStatistics> sites) {
    if (parameters.disclosure() == Disclosure.CLASS) {
      int[] classes = new int[batch.pieces().size()];
      for (int i = 0; i < classes.length; i++) {
        classes[i] = Objects.requireNonNull(batch.pieces().get(i).argmax()).online(channel);
      }
      return PrivateResult.ofClasses(classes, statistics(whole.lap(), sites));
    }
    long[][] logits = receiveLogits();
    return PrivateResult.ofLogits(logits, plan.logitBits(), statistics(whole.lap(), sites));
  }

  private long[][] receiveLogits() {
    int images = batch.pieces().size();
    byte[] payload = channel.receive(MessageTypes.LOGITS, Long.BYTES * plan.classes() * images);
    Activations share =
        new Activations(plan.shape(plan.logits()), images, LittleEndian.longs(payload));
    long[][] logits = share.toImages();
    for (int i = 0; i < images; i++) {
      long[] own = batch.pieces().get(i).logitShare();
      for (int c = 0; c < own.length; c++) {
        logits[i][c] += own[c];
      }
    }
    return logits;
  }

  private void requireAccepted(Verdict verdict) {
    switch (verdict) {
      case Verdict.Accepted accepted -> {}
      case Verdict.Refused refused -> throw new RefusedException(refused.sentence());
      case Verdict.Missing missing ->
          throw new MissingMaterialException(
              "%s no longer has %d of the pieces of material; prepare more."
                  .formatted(channel.peer(), missing.pieces().size()));
    }
  }

  private PredictionStatistics statistics(PhaseStatistics online, List<SiteStatistics> sites) {
    PreparationCost preparation = PreparationCost.NONE;
    for (ClientPiece piece : batch.pieces()) {
      preparation = preparation.plus(piece.cost());
    }
    return new PredictionStatistics(
        batch.pieces().size(), preparation, online, sites, parameters.dealer());
  }
}
