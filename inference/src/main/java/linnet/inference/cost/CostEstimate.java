// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import linnet.crypto.channel.LinkProfile;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.LayerTraffic;
import linnet.inference.protocol.LayerWork;
import linnet.inference.protocol.PredictionCost;
import linnet.inference.protocol.ProtocolParameters;

/**
 * What private inference with a plan costs over a link, layer by layer, before anything runs. Bytes
 * are those of {@link PredictionCost}, exactly; times follow from a machine's speeds, both parties
 * sharing it, and the link. A preparation streams, so that of computing and sending only the longer
 * counts; an inference computes and sends by turns.
 *
 * @param prepareBatch pieces prepared at once
 * @param onlineBatch images classified at once
 * @param layers in the order of the plan
 */
public record CostEstimate(int prepareBatch, int onlineBatch, List<LayerCost> layers) {
  /** Copies the list. */
  public CostEstimate {
    layers = List.copyOf(layers);
  }

  /**
   * Estimates.
   *
   * @throws IllegalArgumentException if a batch is empty, or a map too large for a ciphertext
   */
  public static CostEstimate of(
      ProgramPlan plan,
      ProtocolParameters parameters,
      int prepareBatch,
      int onlineBatch,
      MachineSpeeds speeds,
      LinkProfile link) {
    PredictionCost cost = PredictionCost.of(plan, parameters, prepareBatch, onlineBatch);
    Clock clock = new Clock(prepareBatch, onlineBatch, speeds, link);
    return new CostEstimate(
        prepareBatch, onlineBatch, cost.layers().stream().map(clock::layer).toList());
  }

  /** Both ways, of the whole prepared batch. */
  public long offlineBytes() {
    return count(LayerCost::offlineBytes);
  }

  /** Both ways, of the whole batch that is classified at once. */
  public long onlineBytes() {
    return count(LayerCost::onlineBytes);
  }

  /** Round trips that the preparation of the batch waits for. */
  public long offlineRounds() {
    return count(LayerCost::offlineRounds);
  }

  /** Round trips that the inference waits for. */
  public long onlineRounds() {
    return count(LayerCost::onlineRounds);
  }

  /** Of the whole prepared batch. */
  public double offlineMillis() {
    return time(LayerCost::offlineMillis);
  }

  /** Of the whole batch that is classified at once. */
  public double onlineMillis() {
    return time(LayerCost::onlineMillis);
  }

  /** Units compared, of one image. */
  public long keptUnits() {
    return count(LayerCost::keptUnits);
  }

  /** Multiply-accumulate operations online, for one image. */
  public long macs() {
    return count(LayerCost::macs);
  }

  private long count(ToLongFunction<LayerCost> part) {
    return layers.stream().mapToLong(part).sum();
  }

  private double time(ToDoubleFunction<LayerCost> part) {
    return layers.stream().mapToDouble(part).sum();
  }

  /** Turns counts into times. */
  private record Clock(int prepareBatch, int onlineBatch, MachineSpeeds speeds, LinkProfile link) {
    LayerCost layer(LayerTraffic traffic) {
      LayerWork work = traffic.work();
      return new LayerCost(
          traffic.name(),
          traffic.kind(),
          work.macs(),
          work.keptUnits(),
          work.linearizedUnits(),
          traffic.offlineBytes(),
          traffic.onlineBytes(),
          traffic.offlineRounds(),
          traffic.onlineRounds(),
          Math.max(preparing(work), wire(traffic.offlineBytes()))
              + waiting(traffic.offlineRounds()),
          answering(work) + wire(traffic.onlineBytes()) + waiting(traffic.onlineRounds()));
    }

    /** Both parties' milliseconds of a prepared batch. */
    private double preparing(LayerWork work) {
      double lattice =
          1e3 * work.encryptedMultiplyAdds() / speeds.encryptedMultiplyAdds()
              + 1e-3 * work.ciphertextsToServer() * speeds.encryptionMicros()
              + 1e-3
                  * work.ciphertextsToClient()
                  * (speeds.answerMicros() + speeds.decryptionMicros());
      double garbling =
          1e3 * work.gates() / speeds.garbledGates()
              + 1e3 * work.transfers() / speeds.transfers()
              + 1e-6 * work.keptUnits() * speeds.preparedUnitNanos();
      return lattice + garbling * prepareBatch / speeds.cores() + masks(work) * prepareBatch;
    }

    /** Both parties' milliseconds of an inference. */
    private double answering(LayerWork work) {
      double comparing =
          1e3 * work.gates() / speeds.evaluatedGates()
              + 1e-6 * work.keptUnits() * speeds.comparedUnitNanos();
      double linear = 1e3 * work.macs() / speeds.onlineMultiplyAdds();
      return onlineBatch * (linear + comparing / speeds.cores() + masks(work));
    }

    /** Both parties expand their masks of a site from seeds, at preparation and again online. */
    private double masks(LayerWork work) {
      return 2e3
          * Long.BYTES
          * (work.keptUnits() + work.linearizedUnits())
          / (1e9 * speeds.aesGigabytes());
    }

    private double wire(long bytes) {
      return 1e-6 * link.transmissionNanos(bytes);
    }

    private double waiting(long roundTrips) {
      return 1e-6 * link.roundTrip().toNanos() * roundTrips;
    }
  }
}
