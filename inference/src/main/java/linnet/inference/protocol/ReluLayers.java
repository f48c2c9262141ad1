// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linnet.crypto.garbling.ReluLayer;
import linnet.inference.linear.Activations;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/** Kept units of one image, site by site, as garbling knows them: one layer a boundary. */
final class ReluLayers {
  private ReluLayers() {}

  static List<ReluLayer> of(ProgramPlan plan) {
    return plan.boundaries().stream()
        .map(b -> new ReluLayer(b.width(), plan.shift(b), b.kept().kept()))
        .toList();
  }

  /** Kept units of one image at every boundary, of the values that boundaries give. */
  static List<long[]> kept(ProgramPlan plan, Map<String, Activations> after, int image) {
    List<long[]> layers = new ArrayList<>();
    for (Step.Boundary boundary : plan.boundaries()) {
      layers.add(value(after, boundary.name()).gather(boundary.kept().keptUnits(), image));
    }
    return layers;
  }

  static Activations value(Map<String, Activations> values, String name) {
    Activations value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value " + name);
    }
    return value;
  }
}
