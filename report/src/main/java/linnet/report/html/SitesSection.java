// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Site;
import linnet.network.bundle.Bundle;
import linnet.report.Figures;
import linnet.report.RunDirectory;

/** Where the ReLUs are: units of each site before and after linearization. */
final class SitesSection {
  private SitesSection() {}

  static Element of(ReportFacts facts) {
    Element section = Section.of("sites", "ReLUs per site");
    if (facts.network().isEmpty()) {
      return section.add(Section.note("The run has no network yet: its training has not ended."));
    }
    Network network = facts.network().get();
    Masks student = facts.student().map(b -> b.model().masks()).orElse(null);
    section.add(SitesChart.of(network, student));
    if (student == null) {
      return section.add(
          Section.note("Nothing has been linearized in this run yet: every unit is still a ReLU."));
    }
    return section.add(
        Section.details("Share kept at each site, by every classifier of the run")
            .add(table(network, linearized(facts))));
  }

  private static Map<String, Bundle> linearized(ReportFacts facts) {
    Map<String, Bundle> bundles = new LinkedHashMap<>(facts.bundles());
    bundles.remove(RunDirectory.TEACHER);
    return bundles;
  }

  private static Element table(Network network, Map<String, Bundle> bundles) {
    List<String> columns = new ArrayList<>(List.of("Site", "Shape", "Units"));
    bundles.keySet().forEach(name -> columns.add(Names.bundle(name)));
    Table table = new Table("Kept units of each site", columns.toArray(String[]::new));
    for (Site site : network.sites()) {
      List<String> cells =
          new ArrayList<>(List.of(site.shape().toString(), Figures.count(site.units())));
      bundles.values().forEach(bundle -> cells.add(kept(bundle, site)));
      table.row(site.name(), cells.toArray(String[]::new));
    }
    return table.element();
  }

  private static String kept(Bundle bundle, Site site) {
    int kept = bundle.model().masks().get(site.name()).kept();
    return "%s (%s)".formatted(Figures.count(kept), Figures.share(kept, site.units()));
  }
}
