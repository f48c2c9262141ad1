// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.ArrayList;
import java.util.List;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Shape;
import linnet.network.Site;

/** Pictures of the student's masks: in sight one site of each shape, the others on request. */
final class MasksSection {
  private MasksSection() {}

  static Element of(Model student) {
    List<Site> inSight = new ArrayList<>();
    List<Site> others = new ArrayList<>();
    Shape last = null;
    for (Site site : student.network().sites().reversed()) {
      (site.shape().equals(last) ? others : inSight).addFirst(site);
      last = site.shape();
    }
    Element section =
        Section.of("masks", "Masks")
            .add(
                Section.note(
                    "One tile for each channel, one square for each unit. Coloured units stay"
                        + " ReLUs; grey ones became the identity and cost nothing online."));
    inSight.forEach(site -> section.add(picture(student.masks(), site)));
    if (!others.isEmpty()) {
      Element more = Section.details("The other %d sites".formatted(others.size()));
      others.forEach(site -> more.add(picture(student.masks(), site)));
      section.add(more);
    }
    return section;
  }

  private static Element picture(Masks masks, Site site) {
    return MaskPicture.figure(site, masks.get(site.name()));
  }
}
