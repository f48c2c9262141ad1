// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.ResNets;
import org.junit.jupiter.api.Test;

final class NetworkTest {
  private static final Shape IMAGE = new Shape(1, 4, 4);

  private static Node node(String name, Layer layer, String... inputs) {
    return new Node(name, layer, List.of(inputs));
  }

  private static Network network(Node... nodes) {
    return new Network("test", IMAGE, List.of(nodes));
  }

  @Test
  void aDanglingInputIsRefused() {
    assertThatThrownBy(() -> network(node("a", new Layer.Flatten(), "nowhere")))
        .isInstanceOf(InputException.class)
        .hasMessage("The node a reads nowhere, which does not stand before it.");
  }

  @Test
  void aRepeatedNameIsRefused() {
    assertThatThrownBy(
            () ->
                network(
                    node("a", new Layer.Relu(), Network.INPUT),
                    node("a", new Layer.Flatten(), "a")))
        .hasMessage("Two nodes are called a; names must be unique.");
  }

  @Test
  void aNodeThatNobodyReadsIsRefused() {
    assertThatThrownBy(
            () ->
                network(
                    node("a", new Layer.Relu(), Network.INPUT),
                    node("b", new Layer.Flatten(), Network.INPUT)))
        .hasMessage("Nobody reads the output of the node a.");
  }

  @Test
  void logitsMustBeAVector() {
    assertThatThrownBy(() -> network(node("a", new Layer.Relu(), Network.INPUT)))
        .hasMessageContaining("must give a vector of logits, not [1, 4, 4]");
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> network(node("a", new Layer.Linear(3, 2, true), Network.INPUT)))
        .hasMessage("The node a needs a vector of 3, but reads [1, 4, 4].");
    assertThatThrownBy(() -> network(node("a", new Layer.Add(), Network.INPUT)))
        .hasMessage("The node a has 1 inputs, but its layer reads 2.");
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    Network small = ResNets.resnet18(NetworkOptions.of(new Shape(1, 8, 8), 10, 2));
    Network wide = ResNets.resnet18(NetworkOptions.of(new Shape(1, 8, 8), 10, 4));
    assertThatThrownBy(() -> new Model(small, Weights.random(wide, 1), Masks.all(small)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("belong to another network");
    assertThatThrownBy(() -> new Model(small, Weights.random(small, 1), Masks.all(wide)))
        .hasMessageContaining("The mask of stem.relu has shape [4, 8, 8]");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    Network network = ResNets.resnet18(NetworkOptions.of(new Shape(1, 8, 8), 10, 2));
    Map<String, WeightTensor> tensors = new LinkedHashMap<>();
    Weights random = Weights.random(network, 1);
    random.names().forEach(name -> tensors.put(name, random.get(name)));
    float[] broken = random.get("classifier.bias").values().clone();
    broken[3] = Float.NaN;
    tensors.put("classifier.bias", WeightTensor.vector(broken));
    assertThatThrownBy(() -> new Model(network, Weights.of(tensors), Masks.all(network)))
        .hasMessageContaining("classifier.bias contain NaN");
  }

  @Test
  void randomWeightsDependOnTheSeedAlone() {
    Network network = ResNets.resnet18(NetworkOptions.of(new Shape(1, 8, 8), 10, 2));
    assertThat(Weights.random(network, 7)).isEqualTo(Weights.random(network, 7));
    assertThat(Weights.random(network, 7)).isNotEqualTo(Weights.random(network, 8));
  }
}
