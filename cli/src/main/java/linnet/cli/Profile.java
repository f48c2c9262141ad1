// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.SiteStatistics;
import linnet.report.Figures;

/**
 * What each layer cost this client, as it was counted and measured; bytes and milliseconds are
 * means per image.
 *
 * @param linear encrypted linear layers prepared by this command; none where all material was there
 * @param sites ReLU sites online, with the server's linear layers before them
 */
record Profile(List<Linear> linear, List<Site> sites) {
  /**
   * Linear layers that share an encrypted input.
   *
   * @param layer name of the first of them
   */
  record Linear(String layer, double offlineMillis) {}

  /**
   * One ReLU site of one image.
   *
   * @param comparedUnits counted where they were evaluated
   * @param onlineRounds changes of direction of one batch
   */
  record Site(
      String site,
      long comparedUnits,
      long linearizedUnits,
      long onlineBytes,
      double onlineRounds,
      double onlineMillis) {}

  /**
   * The profile of inferences.
   *
   * @param batches how many inferences the statistics are of
   */
  static Profile of(
      List<PreparationStatistics> preparations, PredictionStatistics inferred, int batches) {
    List<Site> sites = new ArrayList<>();
    double images = inferred.batch();
    for (SiteStatistics site : inferred.sites()) {
      sites.add(
          new Site(
              site.site(),
              Math.round(site.comparedUnits() / images),
              Math.round(site.linearizedUnits() / images),
              Math.round(site.online().bytes() / images),
              (double) site.online().rounds() / batches,
              site.online().millis() / images));
    }
    return new Profile(linear(preparations), sites);
  }

  private static List<Linear> linear(List<PreparationStatistics> preparations) {
    int pieces = preparations.stream().mapToInt(PreparationStatistics::pieces).sum();
    Map<String, Double> millis = new LinkedHashMap<>();
    for (PreparationStatistics batch : preparations) {
      batch.jobs().forEach(job -> millis.merge(job.name(), job.millis(), Double::sum));
    }
    return millis.entrySet().stream()
        .map(layer -> new Linear(layer.getKey(), layer.getValue() / pieces))
        .toList();
  }

  String text() {
    TextTable online =
        new TextTable("ReLU site, online", "compared", "linear", "bytes", "rounds", "ms");
    for (Site site : sites) {
      online.row(
          site.site(),
          Figures.count(site.comparedUnits()),
          Figures.count(site.linearizedUnits()),
          Figures.bytes(site.onlineBytes()),
          "%.0f".formatted(site.onlineRounds()),
          "%.2f".formatted(site.onlineMillis()));
    }
    return offline() + online;
  }

  private String offline() {
    if (linear.isEmpty()) {
      return "";
    }
    TextTable offline = new TextTable("linear layer, offline", "ms");
    linear.forEach(row -> offline.row(row.layer(), "%.2f".formatted(row.offlineMillis())));
    return offline + System.lineSeparator();
  }
}
