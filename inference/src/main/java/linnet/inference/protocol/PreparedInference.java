// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.inference.clear.FixedPointImages;
import linnet.inference.linear.Activations;
import linnet.inference.plan.ProgramPlan;
import linnet.network.InputException;

/**
 * The client's half of one inference whose offline phase is done. It runs once: its masks would
 * reveal the difference of two images.
 */
public final class PreparedInference {
  private final ProgramPlan plan;
  private final Channel channel;
  private final ClientMaterial material;
  private final boolean dealer;
  private boolean spent;

  PreparedInference(ProgramPlan plan, Channel channel, ClientMaterial material, boolean dealer) {
    this.plan = plan;
    this.channel = channel;
    this.material = material;
    this.dealer = dealer;
  }

  /** Number of images that it was prepared for. */
  public int batch() {
    return material.imageMask().batch();
  }

  /**
   * Classifies images {@code [B][C*H*W]}, normalized.
   *
   * @throws InputException if there are not as many images as prepared for, or one does not fit the
   *     plan; nothing is spent then
   * @throws IllegalStateException if it was used before, or another inference was prepared since
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public PrivateResult infer(float[][] images) {
    Activations image = Activations.ofImages(plan.input(), FixedPointImages.encode(plan, images));
    if (images.length != batch()) {
      throw new InputException(
          "%d images were given, but the inference was prepared for %d."
              .formatted(images.length, batch()));
    }
    spend();
    Meter whole = Meter.start(channel);
    Meter part = Meter.start(channel);
    new Request.Infer().send(channel);
    Activations masked = image.minus(material.imageMask());
    channel.send(MessageTypes.MASKED_IMAGE, LittleEndian.bytes(masked.values()));
    List<SiteStatistics> sites = new ArrayList<>();
    for (ClientMaterial.Site site : material.sites()) {
      sites.add(cross(site, part));
    }
    long[][] logits = receiveLogits().toImages();
    return new PrivateResult(logits, plan.logitBits(), statistics(whole.lap(), sites));
  }

  /** Makes it unusable; its randomness must not serve a second time. */
  void spend() {
    if (spent) {
      throw new IllegalStateException("this inference was used, or replaced by a newer one");
    }
    spent = true;
  }

  boolean isSpent() {
    return spent;
  }

  private SiteStatistics cross(ClientMaterial.Site site, Meter meter) {
    site.comparisons().online(channel);
    return new SiteStatistics(
        site.boundary().name(),
        site.comparisons().garbledUnits(),
        site.linearizedUnits(),
        site.offline(),
        meter.lap());
  }

  private Activations receiveLogits() {
    Activations own = material.logitShare();
    int bytes = Long.BYTES * own.values().length;
    long[] share = LittleEndian.longs(channel.receive(MessageTypes.LOGITS, bytes));
    return new Activations(own.shape(), own.batch(), share).plus(own);
  }

  private PredictionStatistics statistics(PhaseStatistics online, List<SiteStatistics> sites) {
    return new PredictionStatistics(
        batch(), material.correlations(), material.offline(), online, sites, dealer);
  }
}
