// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.cost.Costs;
import linnet.network.cost.LayerCost;
import linnet.report.Figures;

/**
 * What {@code inspect} prints.
 *
 * @param relus units that stay ReLUs
 * @param units all units, kept or not
 * @param macs multiply-accumulate operations for one image
 */
record Inspection(
    String network,
    List<Integer> input,
    int classes,
    int relus,
    int units,
    long macs,
    List<SiteRow> sites,
    List<LayerRow> layers) {

  /** One ReLU site. */
  record SiteRow(String name, List<Integer> shape, int units, int kept) {}

  /** One layer that costs something: operations, or units. */
  record LayerRow(String name, String kind, List<Integer> output, long macs, int units, int kept) {}

  static Inspection of(Network network, Masks masks) {
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
            .toList());
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
    return "%s  input %s, %d classes%n%n%s%n%d sites, %,d units, %,d kept (%s), %,d MACs"
        .formatted(
            network,
            input,
            classes,
            table,
            sites.size(),
            units,
            relus,
            Figures.percent(units == 0 ? 0 : (double) relus / units),
            macs);
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
