// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import linnet.network.cost.Costs;
import linnet.network.cost.LayerCost;
import linnet.network.cost.WidthCost;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WidthsTest {
  private static final Widths HALF = Widths.of(0.5, 1);

  private static Network resnet(Widths widths) {
    return Networks.byName("resnet18", NetworkOptions.of(new Shape(3, 32, 32), 10, 16))
        .withWidths(widths);
  }

  /** A model with weights that tell positions apart and a random tenth of the units kept. */
  private static Model model(Network network) {
    Random random = new Random(4);
    Masks masks =
        Masks.forEach(
            network,
            site -> {
              BitSet bits = new BitSet();
              for (int unit = 0; unit < site.units(); unit++) {
                bits.set(unit, random.nextInt(10) == 0);
              }
              return Mask.of(site.shape(), bits);
            });
    return new Model(network, Weights.random(network, 2), masks);
  }

  static Stream<Network> zoo() {
    NetworkOptions options = NetworkOptions.of(new Shape(3, 32, 32), 10, 4);
    return Networks.names().stream().sorted().map(name -> Networks.byName(name, options));
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void everyBuiltInNetworkRunsAtEveryWidth(Network network) {
    Network several = network.withWidths(Widths.of(0.25, 0.5, 0.75, 1));
    for (double rate : several.widths().rates()) {
      Model slice = model(several).at(rate);
      assertThat(slice.network().widths()).isEqualTo(Widths.FULL);
      assertThat(slice.network().input()).isEqualTo(network.input());
      assertThat(slice.network().classes()).isEqualTo(network.classes());
      assertThat(slice.network().relus()).isEqualTo((int) (network.relus() * rate));
    }
    assertThat(several.at(1)).isEqualTo(network);
    assertThat(several).isNotEqualTo(network);
  }

  @Test
  void halfTheChannelsCostAQuarterOfTheOperationsAndHalfTheReLUs() {
    Network network = resnet(HALF);
    Model model = model(network);
    List<WidthCost> costs = WidthCost.of(network, model.masks());

    // The stem reads the whole image and the classifier gives all logits: they are halved only.
    long ends =
        Costs.of(network).stream()
            .filter(cost -> cost.node().equals("stem.conv") || cost.node().equals("classifier"))
            .mapToLong(LayerCost::macs)
            .sum();
    long all = Costs.macs(network);
    assertThat(costs.getFirst().macs()).isEqualTo((all - ends) / 4 + ends / 2);
    assertThat((double) all / costs.getFirst().macs()).isBetween(3.8, 4.0);
    assertThat(costs.getFirst().units() * 2).isEqualTo(network.relus());
    assertThat((double) model.relus() / costs.getFirst().relus()).isCloseTo(2, within(0.05));
    assertThat(costs.getLast()).isEqualTo(new WidthCost(1, all, network.relus(), model.relus()));
  }

  @Test
  void aSliceHasTheFirstChannelsOfWeightsAndMasksAndItsOwnNorms() {
    Model model = model(resnet(Widths.of(0.3, 1)));
    Model slice = model.at(0.3);
    String name = "stage2.block1.conv1.weight"; // [32, 16, 3, 3]
    float[] full = model.weights().get(name).values();
    WeightTensor part = slice.weights().get(name);
    assertThat(part.shape()).containsExactly(9, 4, 3, 3);
    for (int o = 0; o < 9; o++) {
      for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 9; k++) {
          assertThat(part.values()[(o * 4 + i) * 9 + k]).isEqualTo(full[(o * 16 + i) * 9 + k]);
        }
      }
    }
    assertThat(slice.weights().get("stem.conv.weight").shape()).containsExactly(4, 3, 3, 3);
    assertThat(slice.weights().get("classifier.weight").shape()).containsExactly(10, 38);
    assertThat(slice.weights().get("classifier.bias").shape()).containsExactly(10);
    assertThat(slice.weights().get("stem.bn.running_var"))
        .isSameAs(model.weights().get("stem.bn@0.3.running_var"));
    Mask mask = slice.masks().get("stem.relu");
    assertThat(mask.keptUnits())
        .isEqualTo(
            java.util.Arrays.stream(model.masks().get("stem.relu").keptUnits())
                .filter(unit -> unit < 4 * 32 * 32)
                .toArray());
    assertThat(slice.network().name()).isEqualTo("resnet18@0.3");
  }

  @Test
  void theFullSliceIsTheOrdinaryModel() {
    Model several = model(resnet(HALF));
    Model ordinary = model(resnet(Widths.FULL));
    assertThat(several.at(1)).isEqualTo(ordinary);
    assertThat(ordinary.at(1)).isSameAs(ordinary);
    assertThatThrownBy(() -> ordinary.at(0.5))
        .isInstanceOf(InputException.class)
        .hasMessage("resnet18 has no width 0.5; it has 1.0.");
  }

  @Test
  void aModelNeedsTheNormsOfEveryWidth() {
    Model ordinary = model(resnet(Widths.FULL));
    assertThatThrownBy(() -> new Model(resnet(HALF), ordinary.weights(), ordinary.masks()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("stem.bn@0.5.weight");
    assertThatThrownBy(
            () -> new Model(ordinary.network(), model(resnet(HALF)).weights(), ordinary.masks()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("stem.bn@0.5.weight");
  }

  @Test
  void ratesAreReadAsWritten() {
    assertThat(Widths.channels(100, 0.29)).isEqualTo(29);
    assertThat(Widths.channels(3, 0.5)).isEqualTo(1);
    assertThat(Widths.channels(64, 1)).isEqualTo(64);
    assertThat(Widths.parse(" 0.25, 0.5,1")).isEqualTo(Widths.of(0.25, 0.5, 1));
    assertThat(Widths.parse(HALF.toString())).isEqualTo(HALF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.5",
        "1,0.5",
        "0.5,0.5,1",
        "0,1",
        "-1,1",
        "0.5,1,2",
        "NaN,1",
        "a,1",
        "0.5,1,"
      })
  void setsOfRatesThatCannotBeAreRefused(String text) {
    assertThatThrownBy(() -> Widths.parse(text)).isInstanceOf(InputException.class);
  }

  private static Node node(String name, Layer layer, String... inputs) {
    return new Node(name, layer, List.of(inputs));
  }

  private static Layer convolution(int in, int out, int groups) {
    return new Layer.Convolution(in, out, 1, 1, 0, groups, false);
  }

  /**
   * Image of 2 channels, a dense convolution to 6, a grouped one, a hidden layer of 5, 3 logits.
   */
  private static Network grouped(int groups) {
    return new Network(
        "grouped",
        new Shape(2, 2, 2),
        List.of(
            node("first", convolution(2, 6, 1), Network.INPUT),
            node("second", convolution(6, 12, groups), "first"),
            node("flat", new Layer.Flatten(), "second"),
            node("hidden", new Layer.Linear(48, 5, true), "flat"),
            node("relu", new Layer.Relu(), "hidden"),
            node("logits", new Layer.Linear(5, 3, true), "relu")));
  }

  @Test
  void groupedConvolutionsKeepTheirFirstGroups() {
    Network slice = grouped(6).withWidths(HALF).at(0.5);
    assertThat(slice.nodes().get(1).layer()).isEqualTo(convolution(3, 6, 3));
    assertThat(slice.nodes().get(3).layer()).isEqualTo(new Layer.Linear(24, 2, true));
    assertThat(slice.nodes().get(5).layer()).isEqualTo(new Layer.Linear(2, 3, true));
    assertThatThrownBy(() -> grouped(3).withWidths(HALF))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "The node second cannot run at width 0.5: the first 3 of its 6 channels are no whole number of its 3 groups.");
    assertThat(grouped(3).withWidths(Widths.of(0.34, 1)).at(0.34).nodes().get(1).layer())
        .isEqualTo(convolution(2, 4, 1));
  }

  @Test
  void aWidthThatLeavesNoChannelIsRefused() {
    assertThatThrownBy(() -> grouped(6).withWidths(Widths.of(0.1, 1)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "The width 0.1 leaves the node first none of its 6 channels; use a wider network or larger widths.");
  }

  @Test
  void whatIsAddedToTheImageOrGivesTheLogitsStaysWhole() {
    Network network =
        new Network(
            "whole",
            new Shape(2, 1, 1),
            List.of(
                node("one", convolution(2, 2, 1), Network.INPUT),
                node("sum", new Layer.Add(), "one", Network.INPUT),
                node("two", convolution(2, 4, 1), "sum"),
                node("norm", new Layer.BatchNorm(4, 1e-5), "two"),
                node("three", convolution(4, 4, 1), "norm"),
                node("flat", new Layer.Flatten(), "three"),
                node("last", new Layer.BatchNorm(4, 1e-5), "flat")));
    Network slice = network.withWidths(HALF).at(0.5);
    assertThat(slice.nodes().stream().map(Node::layer).limit(5))
        .containsExactly(
            convolution(2, 2, 1),
            new Layer.Add(),
            convolution(2, 2, 1),
            new Layer.BatchNorm(2, 1e-5),
            convolution(2, 4, 1));
    assertThat(slice.classes()).isEqualTo(4);
    assertThat(network.withWidths(HALF).parameterShapes().get("last@0.5.weight"))
        .containsExactly(4);
  }

  @Test
  void namesOfNodesCannotPassForNormsOfAWidth() {
    List<Node> nodes =
        List.of(
            node("a@0.5", convolution(2, 4, 1), Network.INPUT),
            node("logits", new Layer.GlobalAveragePool(), "a@0.5"));
    Network ordinary = new Network("names", new Shape(2, 1, 1), nodes);
    assertThatThrownBy(() -> ordinary.withWidths(HALF))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a@0.5");
  }

  @Test
  void freshWeightsOfTheFullWidthDoNotDependOnTheOtherWidths() {
    Weights several = Weights.random(resnet(HALF), 9);
    Weights ordinary = Weights.random(resnet(Widths.FULL), 9);
    ordinary.names().forEach(name -> assertThat(several.get(name)).isEqualTo(ordinary.get(name)));
    assertThat(several.get("stem.bn@0.5.running_var").values()).containsOnly(1).hasSize(8);
  }
}
