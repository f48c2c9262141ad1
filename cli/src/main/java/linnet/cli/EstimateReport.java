// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import java.util.Locale;
import linnet.crypto.channel.LinkProfile;
import linnet.inference.cost.CostEstimate;
import linnet.inference.cost.DelphiCost;
import linnet.inference.cost.LayerCost;
import linnet.inference.cost.MachineSpeeds;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.LayerKind;
import linnet.report.Figures;

/**
 * What {@code estimate} prints.
 *
 * @param machine whose speeds the times come from
 * @param link over which both parties talk
 * @param prepareBatch inferences prepared at once, to which offline figures of layers belong
 * @param batch images classified at once, to which online figures of layers belong
 * @param offline of one inference
 * @param online of one inference, of those in its batch
 * @param layers in the order of the plan, of whole batches
 * @param delphi what the same ReLUs would cost in DELPHI, for one image
 * @param delphiSource where its constants come from
 */
record EstimateReport(
    String network,
    String machine,
    String link,
    int prepareBatch,
    int batch,
    long keptUnits,
    long macs,
    Phase offline,
    Phase online,
    List<LayerCost> layers,
    DelphiCost delphi,
    String delphiSource) {
  /**
   * One phase.
   *
   * @param bytes of one inference, both ways
   * @param rounds of the whole batch
   * @param millis of one inference
   */
  record Phase(double bytes, long rounds, double millis) {}

  static EstimateReport of(
      ProgramPlan plan, CostEstimate estimate, MachineSpeeds speeds, LinkProfile link) {
    return new EstimateReport(
        plan.network(),
        speeds.machine(),
        link.name(),
        estimate.prepareBatch(),
        estimate.onlineBatch(),
        estimate.keptUnits(),
        estimate.macs(),
        new Phase(
            (double) estimate.offlineBytes() / estimate.prepareBatch(),
            estimate.offlineRounds(),
            estimate.offlineMillis() / estimate.prepareBatch()),
        new Phase(
            (double) estimate.onlineBytes() / estimate.onlineBatch(),
            estimate.onlineRounds(),
            estimate.onlineMillis() / estimate.onlineBatch()),
        estimate.layers(),
        DelphiCost.of(estimate.keptUnits()).over(link),
        "%s, %s".formatted(DelphiCost.SOURCE, DelphiCost.MACHINE));
  }

  String text() {
    return "%s, %,d units kept; per inference, %d prepared at once, %d classified at once, %s%nspeeds: %s%n%n%s%n%s%n%s"
        .formatted(
            network,
            keptUnits,
            prepareBatch,
            batch,
            link,
            machine,
            table(),
            comparison(),
            source());
  }

  private String table() {
    TextTable table =
        new TextTable(
            "layer", "kind", "MACs", "kept", "linear", "offline", "ms", "online", "ms", "trips");
    for (LayerCost layer : layers) {
      table.row(
          layer.name(),
          layer.kind().name().toLowerCase(Locale.ROOT),
          layer.kind() == LayerKind.CONVOLUTION ? Figures.count(layer.macs()) : "",
          layer.kind() == LayerKind.RELU ? Figures.count(layer.keptUnits()) : "",
          layer.kind() == LayerKind.RELU ? Figures.count(layer.linearizedUnits()) : "",
          bytes((double) layer.offlineBytes() / prepareBatch),
          millis(layer.offlineMillis() / prepareBatch),
          bytes((double) layer.onlineBytes() / batch),
          millis(layer.onlineMillis() / batch),
          layer.onlineRounds() == 0 ? "" : Figures.count(layer.onlineRounds()));
    }
    table.row(
        "total",
        "",
        Figures.count(macs),
        Figures.count(keptUnits),
        "",
        bytes(offline.bytes()),
        millis(offline.millis()),
        bytes(online.bytes()),
        millis(online.millis()),
        Figures.count(online.rounds()));
    return table.toString();
  }

  private String comparison() {
    return new TextTable("one inference", "offline", "ms", "online", "ms")
        .row(
            "Linnet",
            bytes(offline.bytes()),
            millis(offline.millis()),
            bytes(online.bytes()),
            millis(online.millis()))
        .row(
            "DELPHI",
            Figures.bytes(delphi.offlineBytes()),
            millis(delphi.offlineMillis()),
            Figures.bytes(delphi.onlineBytes()),
            millis(delphi.onlineMillis()))
        .toString();
  }

  private String source() {
    return "DELPHI: %s of garbled circuits kept by the client, linear layers offline not in its time; in proportion to measurements of %s; its bytes over this link come on top."
        .formatted(Figures.bytes(delphi.storedBytes()), delphiSource);
  }

  private static String bytes(double bytes) {
    return bytes == 0 ? "" : Figures.bytes(Math.round(bytes));
  }

  private static String millis(double millis) {
    return Figures.formatted("%.1f", millis);
  }
}
