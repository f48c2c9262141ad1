// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linnet.inference.client.InferenceClient;
import linnet.inference.protocol.LayerKind;
import linnet.inference.protocol.LayerTraffic;
import linnet.inference.protocol.PredictionCost;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.SiteStatistics;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What each layer cost this client: units, online bytes of sites and milliseconds as they were
 * counted and measured, the other bytes by the cost model, which is exact. Bytes and milliseconds
 * are means per image.
 *
 * @param prepareBatch pieces of one preparation, for which offline bytes are modelled
 * @param layers in the plan's order
 */
record Profile(int prepareBatch, List<Layer> layers) {
  /**
   * One layer of one image.
   *
   * @param comparedUnits counted where they were evaluated
   * @param offlineBytes modelled
   * @param onlineBytes of sites counted, of others modelled
   * @param onlineRounds round trips of one batch that the layer waits for
   * @param offlineMillis null where nobody measured it: the layer is no encrypted one, or all
   *     material was there
   * @param onlineMillis of sites, with the server's linear layers before them; null for others
   */
  record Layer(
      String layer,
      String kind,
      long comparedUnits,
      long linearizedUnits,
      long offlineBytes,
      long onlineBytes,
      long onlineRounds,
      @Nullable Double offlineMillis,
      @Nullable Double onlineMillis) {}

  /**
   * The profile of inferences.
   *
   * @param made preparations by the same command
   * @param batch images of one inference
   */
  static Profile of(
      InferenceClient client,
      List<PreparationStatistics> made,
      PredictionStatistics inferred,
      int batch) {
    int prepared =
        made.stream().mapToInt(PreparationStatistics::pieces).max().orElse(client.maxPrepare());
    PredictionCost cost = PredictionCost.of(client.plan(), client.parameters(), prepared, batch);
    Map<String, Double> offline = offlineMillis(made);
    Map<String, SiteStatistics> sites = new HashMap<>();
    inferred.sites().forEach(site -> sites.put(site.site(), site));
    List<Layer> layers = new ArrayList<>();
    for (LayerTraffic traffic : cost.layers()) {
      SiteStatistics site = traffic.kind() == LayerKind.RELU ? sites.get(traffic.name()) : null;
      layers.add(layer(cost, traffic, offline.get(traffic.name()), site, inferred.batch()));
    }
    return new Profile(prepared, layers);
  }

  private static Layer layer(
      PredictionCost cost,
      LayerTraffic traffic,
      @Nullable Double offlineMillis,
      @Nullable SiteStatistics site,
      double images) {
    return new Layer(
        traffic.name(),
        traffic.kind().name().toLowerCase(java.util.Locale.ROOT),
        site == null ? 0 : Math.round(site.comparedUnits() / images),
        site == null ? 0 : Math.round(site.linearizedUnits() / images),
        traffic.offlineBytes() / cost.prepareBatch(),
        site == null
            ? traffic.onlineBytes() / cost.onlineBatch()
            : Math.round(site.online().bytes() / images),
        traffic.onlineRounds(),
        offlineMillis,
        site == null ? null : (Double) (site.online().millis() / images));
  }

  /** Of encrypted layers, per piece. */
  private static Map<String, Double> offlineMillis(List<PreparationStatistics> made) {
    double pieces = made.stream().mapToInt(PreparationStatistics::pieces).sum();
    Map<String, Double> millis = new HashMap<>();
    for (PreparationStatistics preparation : made) {
      preparation
          .jobs()
          .forEach(job -> millis.merge(job.name(), job.millis() / pieces, Double::sum));
    }
    return millis;
  }

  String text() {
    TextTable table =
        new TextTable(
            "layer", "compared", "linear", "offline", "ms", "online", "ms", "round trips");
    for (Layer layer : layers) {
      table.row(
          layer.layer(),
          Figures.count(layer.comparedUnits()),
          Figures.count(layer.linearizedUnits()),
          Figures.bytes(layer.offlineBytes()),
          millis(layer.offlineMillis()),
          Figures.bytes(layer.onlineBytes()),
          millis(layer.onlineMillis()),
          Figures.count(layer.onlineRounds()));
    }
    return "%sOffline bytes are of batches of %d pieces, by the cost model.%n"
        .formatted(table, prepareBatch);
  }

  private static String millis(@Nullable Double value) {
    return value == null ? "" : "%.2f".formatted(value);
  }
}
