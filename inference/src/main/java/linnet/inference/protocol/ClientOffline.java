// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.garbling.ClientArgmax;
import linnet.crypto.garbling.ClientRelus;
import linnet.crypto.random.EntropySource;
import linnet.crypto.ring.LocalTruncation;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.inference.linear.Activations;
import linnet.inference.material.PieceId;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * The client's half of the offline phase. The linear layers of all images of a batch are prepared
 * together. Its share z_C of what every run gives is then known, before the images are, and so is
 * the mask of the next run: linearized units are truncated and re-masked here and now, kept units
 * get their comparisons prepared, image by image.
 */
final class ClientOffline {
  private final ProgramPlan plan;
  private final ProtocolParameters parameters;
  private final Channel channel;
  private final SecretConvolutions.Client convolutions;
  private final EntropySource entropy;
  private final ClientTransferSession transfers;
  private final BiConsumer<Step.Boundary, Activations> shareTrace;

  ClientOffline(
      ProgramPlan plan,
      ProtocolParameters parameters,
      Channel channel,
      ClientTransferSession transfers,
      SecretConvolutions.Client convolutions,
      EntropySource entropy,
      BiConsumer<Step.Boundary, Activations> shareTrace) {
    this.plan = plan;
    this.parameters = parameters;
    this.channel = channel;
    this.convolutions = convolutions;
    this.entropy = entropy;
    this.transfers = transfers;
    this.shareTrace = shareTrace;
  }

  /** Gets each finished piece, which the server has stored already. */
  interface Sink {
    void accept(PieceId id, ClientPiece piece);
  }

  PreparationStatistics prepare(int count, PreparationProgress progress, Sink sink) {
    Meter meter = Meter.start(channel);
    List<byte[]> seeds = Stream.generate(entropy::seed).limit(count).toList();
    Map<String, Activations> masks = ClientMasks.of(plan, seeds);
    List<PreparationStatistics.JobTime> times = new ArrayList<>();
    Map<String, Activations> shares = linear(count, masks, progress, times);
    PhaseStatistics linear = meter.lap();
    PhaseStatistics comparisons = PhaseStatistics.NONE;
    for (int image = 0; image < count; image++) {
      ClientRelus relus = relus(image, shares, masks);
      ClientArgmax argmax = argmax(image, shares);
      byte[] name = channel.receive(MessageTypes.PIECE, PieceId.BYTES);
      PhaseStatistics own = meter.lap();
      comparisons = comparisons.plus(own);
      long[] logits = ReluLayers.value(shares, plan.logits()).image(image);
      PreparationCost cost = new PreparationCost(linear.dividedBy(count), own);
      sink.accept(PieceId.of(name), new ClientPiece(seeds.get(image), logits, relus, argmax, cost));
      progress.pieces(image + 1, count);
    }
    return new PreparationStatistics(count, linear, comparisons, times);
  }

  private Map<String, Activations> linear(
      int count,
      Map<String, Activations> masks,
      PreparationProgress progress,
      List<PreparationStatistics.JobTime> times) {
    List<LinearJobs.Job> jobs = LinearJobs.of(plan).jobs();
    long[] last = {System.nanoTime()};
    Map<String, Activations> shares =
        ClientShares.of(
            plan,
            convolutions.open(channel, count),
            masks,
            job -> {
              long now = System.nanoTime();
              times.add(
                  new PreparationStatistics.JobTime(
                      jobs.get(job).convolutions().getFirst().name(), (now - last[0]) / 1e6));
              last[0] = now;
              progress.linearLayers(times.size(), jobs.size());
            });
    for (Step.Boundary boundary : plan.boundaries()) {
      shareTrace.accept(boundary, ReluLayers.value(shares, boundary.input()));
    }
    return shares;
  }

  private ClientRelus relus(
      int image, Map<String, Activations> shares, Map<String, Activations> masks) {
    long[] linearized = new long[ServerPiece.linearizedUnits(plan)];
    List<long[]> kept = new ArrayList<>();
    int at = 0;
    for (Step.Boundary boundary : plan.boundaries()) {
      Activations share = ReluLayers.value(shares, boundary.input());
      kept.add(share.gather(boundary.kept().keptUnits(), image));
      at = linearize(boundary, share, masks, image, linearized, at);
    }
    if (linearized.length > 0) {
      channel.send(MessageTypes.LINEARIZED, LittleEndian.bytes(linearized));
    }
    List<long[]> nextMasks = ReluLayers.kept(plan, masks, image);
    return parameters
        .relus()
        .prepareClient(channel, transfers, entropy, ReluLayers.of(plan), kept, nextMasks);
  }

  /** The client's truncated share minus its next mask, of the linearized units of one boundary. */
  private int linearize(
      Step.Boundary boundary,
      Activations share,
      Map<String, Activations> masks,
      int image,
      long[] into,
      int at) {
    int[] units = boundary.kept().linearizedUnits();
    long[] values = share.gather(units, image);
    LocalTruncation.client(values, plan.shift(boundary));
    long[] next = ReluLayers.value(masks, boundary.name()).gather(units, image);
    for (int i = 0; i < values.length; i++) {
      into[at + i] = values[i] - next[i];
    }
    return at + values.length;
  }

  private @org.jspecify.annotations.Nullable ClientArgmax argmax(
      int image, Map<String, Activations> shares) {
    if (parameters.disclosure() == Disclosure.LOGITS) {
      return null;
    }
    long[] logits = ReluLayers.value(shares, plan.logits()).image(image);
    return ClientArgmax.prepare(channel, transfers, Argmax.width(plan), logits);
  }
}
