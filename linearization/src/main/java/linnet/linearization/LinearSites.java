// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import linnet.network.InputException;
import linnet.network.Layer;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.ReluBudget;
import linnet.network.Site;
import linnet.training.loop.TrainingRecords;

/**
 * Any method with some sites kept out: they are linear in the student, and their units are not
 * counted. The published curves mix two conventions for ResNets, of which SNL, AutoReP and
 * ReLUPruner linearize the stem while the teacher keeps it (ResNet18 at 32x32: 491,520 units
 * instead of 557,056).
 *
 * <p>The method is handed the teacher without those sites, so that whatever it does it cannot keep
 * them; it still learns from the whole teacher ({@link LinearizationOptions#guide}).
 */
public final class LinearSites implements Linearizer {
  private final Linearizer method;
  private final Set<String> sites;

  /**
   * Keeps sites out.
   *
   * @param sites names, for example {@code stem.relu}
   */
  public LinearSites(Linearizer method, Set<String> sites) {
    this.method = method;
    this.sites = new TreeSet<>(sites);
  }

  /** The method as it is, or without the sites that the option {@code linear-sites} names. */
  public static Linearizer of(MethodSettings settings, Linearizer method) {
    Set<String> sites = Set.copyOf(settings.words("linear-sites", List.of()));
    return sites.isEmpty() ? method : new LinearSites(method, sites);
  }

  @Override
  public String name() {
    return method.name();
  }

  /**
   * {@inheritDoc}
   *
   * @throws InputException if the network has no site of one of the names
   */
  @Override
  public LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions options,
      TrainingRecords records) {
    Network whole = teacher.network();
    Network counted = without(whole, sites);
    LinearizedModel student =
        method.linearize(
            new Model(counted, teacher.weights(), Masks.all(counted)),
            data,
            ReluBudget.of(budget.units(), counted),
            options.withWhole(new Model(whole, teacher.weights(), Masks.all(whole))),
            records);
    return new LinearizedModel(
        new Model(whole, student.model().weights(), extended(student.model().masks(), whole)),
        student.facts());
  }

  /** Masks of fewer sites, as masks of all: nothing is kept at the others. */
  private static Masks extended(Masks masks, Network network) {
    return Masks.forEach(
        network,
        site ->
            masks.sites().contains(site.name()) ? masks.get(site.name()) : Mask.none(site.shape()));
  }

  /** The network in which those who read one of the sites read what it reads. */
  static Network without(Network network, Set<String> sites) {
    Set<String> known = network.sites().stream().map(Site::name).collect(Collectors.toSet());
    for (String site : sites) {
      if (!known.contains(site)) {
        throw new InputException(
            "The network %s has no ReLU site called %s; its sites are %s."
                .formatted(network.name(), site, names(network)));
      }
    }
    Map<String, String> instead = new HashMap<>();
    UnaryOperator<String> source = name -> instead.getOrDefault(name, name);
    List<Node> rest = new ArrayList<>();
    for (Node node : network.nodes()) {
      List<String> inputs = node.inputs().stream().map(source).toList();
      if (node.layer() instanceof Layer.Relu && sites.contains(node.name())) {
        instead.put(node.name(), inputs.getFirst());
      } else {
        rest.add(new Node(node.name(), node.layer(), inputs));
      }
    }
    return new Network(network.name(), network.input(), rest, network.widths());
  }

  private static String names(Network network) {
    return network.sites().stream().map(Site::name).collect(Collectors.joining(", "));
  }
}
