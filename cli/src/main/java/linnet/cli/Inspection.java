// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import java.util.Map;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.cost.Costs;
import linnet.network.cost.LayerCost;
import linnet.network.cost.WidthCost;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What {@code inspect} prints.
 *
 * @param relus units that stay ReLUs
 * @param units all units, kept or not
 * @param macs multiply-accumulate operations for one image
 * @param widths the same at each width, if there are several
 */
record Inspection(
    String network,
    List<Integer> input,
    int classes,
    int relus,
    int units,
    long macs,
    List<SiteRow> sites,
    List<LayerRow> layers,
    List<WidthRow> widths) {

  /** One ReLU site. */
  record SiteRow(String name, List<Integer> shape, int units, int kept) {}

  /** One layer that costs something: operations, or units. */
  record LayerRow(String name, String kind, List<Integer> output, long macs, int units, int kept) {}

  /**
   * One width.
   *
   * @param width rate of channels
   * @param units of all sites, kept or not
   * @param kept units that stay ReLUs
   * @param accuracy on the test images, null if it was not measured
   */
  record WidthRow(double width, long macs, int units, int kept, @Nullable Double accuracy) {}

  static Inspection of(Network network, Masks masks) {
    return of(network, masks, Map.of());
  }

  /**
   * What there is to say.
   *
   * @param accuracies by width, as far as they were measured
   */
  static Inspection of(Network network, Masks masks, Map<Double, Double> accuracies) {
    return new Inspection(
        network.name(),
        dimensions(network.input()),
        network.classes(),
        masks.kept(),
        network.relus(),
        Costs.macs(network),
        network.sites().stream().map(site -> siteRow(site, masks)).toList(),
        Costs.of(network).stream()
            .filter(cost -> cost.macs() > 0 || cost.relus() > 0)
            .map(cost -> layerRow(network, cost, masks))
            .toList(),
        network.widths().several() ? widthRows(network, masks, accuracies) : List.of());
  }

  private static List<WidthRow> widthRows(
      Network network, Masks masks, Map<Double, Double> accuracies) {
    return WidthCost.of(network, masks).stream()
        .map(
            cost ->
                new WidthRow(
                    cost.width(),
                    cost.macs(),
                    cost.units(),
                    cost.relus(),
                    accuracies.get(cost.width())))
        .toList();
  }

  String text() {
    TextTable table = new TextTable("layer", "kind", "output", "MACs", "units", "kept", "%");
    for (LayerRow row : layers) {
      boolean isSite = row.units() > 0;
      table.row(
          row.name(),
          row.kind(),
          row.output().toString(),
          isSite ? "" : "%,d".formatted(row.macs()),
          isSite ? "%,d".formatted(row.units()) : "",
          isSite ? "%,d".formatted(row.kept()) : "",
          isSite ? Figures.percent((double) row.kept() / row.units()) : "");
    }
    return "%s  input %s, %d classes%n%n%s%n%d sites, %,d units, %,d kept (%s), %,d MACs%s"
        .formatted(
            network,
            input,
            classes,
            table,
            sites.size(),
            units,
            relus,
            Figures.percent(units == 0 ? 0 : (double) relus / units),
            macs,
            widths.isEmpty() ? "" : "%n%n%s".formatted(widthTable()));
  }

  private TextTable widthTable() {
    TextTable table = new TextTable("width", "MACs", "units", "kept", "accuracy");
    for (WidthRow row : widths) {
      table.row(
          String.valueOf(row.width()),
          "%,d".formatted(row.macs()),
          "%,d".formatted(row.units()),
          "%,d".formatted(row.kept()),
          Figures.percent(row.accuracy()));
    }
    return table;
  }

  private static SiteRow siteRow(Site site, Masks masks) {
    return new SiteRow(
        site.name(), dimensions(site.shape()), site.units(), masks.get(site.name()).kept());
  }

  private static LayerRow layerRow(Network network, LayerCost cost, Masks masks) {
    int kept = cost.relus() > 0 ? masks.get(cost.node()).kept() : 0;
    return new LayerRow(
        cost.node(),
        kind(network, cost.node()),
        dimensions(cost.output()),
        cost.macs(),
        cost.relus(),
        kept);
  }

  private static String kind(Network network, String name) {
    return network.nodes().stream()
        .filter(node -> node.name().equals(name))
        .map(Node::layer)
        .map(layer -> layer.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> dimensions(Shape shape) {
    return List.of(shape.channels(), shape.height(), shape.width());
  }
}
