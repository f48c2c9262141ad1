// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.cost.Costs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the built-in networks to the inventories of the papers. */
final class NetworksTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);

  private static NetworkOptions full(String name, Shape input) {
    return NetworkOptions.of(input, 100, Networks.fullWidth(name));
  }

  @ParameterizedTest(name = "{0} at {1}x{1} has {3} ReLUs in {2} sites")
  @CsvSource({
    "resnet18, 32, 17, 557056",
    "resnet34, 32, 33, 966656",
    "wrn22x8, 32, 19, 1392640",
    "vgg16, 32, 13, 294912",
    "vgg16-five-pools, 32, 13, 276480",
    "resnet18, 64, 17, 2228224",
    "wrn22x8, 64, 19, 5570560",
  })
  void reluInventoriesAreThoseOfThePapers(String name, int size, int sites, int relus) {
    Network network = Networks.byName(name, full(name, new Shape(3, size, size)));
    assertThat(network.sites()).hasSize(sites);
    assertThat(network.relus()).isEqualTo(relus);
  }

  @ParameterizedTest(name = "{0} without the stem ReLU has {1}")
  @CsvSource({"resnet18, 491520", "resnet34, 901120"})
  void snlCountsResNetsWithoutTheStem(String name, int relus) {
    Network network = Networks.byName(name, full(name, CIFAR).withStemRelu(false));
    assertThat(network.relus()).isEqualTo(relus);
  }

  @Test
  void resnet18WithTheImageNetStemHasItsPublishedInventory() {
    Network network =
        ResNets.resnet18(full("resnet18", new Shape(3, 224, 224)).withStem(Stem.IMAGENET));
    assertThat(network.relus()).isEqualTo(2_308_096);
    assertThat(network.shape("stem.pool")).isEqualTo(new Shape(64, 56, 56));
    assertThat(network.shape("stage4.block2.relu2")).isEqualTo(new Shape(512, 7, 7));
  }

  @Test
  void resnet18HasTheLayerSizesOfTheSensitivityLists() {
    List<Integer> units =
        ResNets.resnet18(full("resnet18", CIFAR)).sites().stream().map(Site::units).toList();
    assertThat(units)
        .containsExactly(
            65_536, 65_536, 65_536, 65_536, 65_536, 32_768, 32_768, 32_768, 32_768, 16_384, 16_384,
            16_384, 16_384, 8_192, 8_192, 8_192, 8_192);
  }

  @Test
  void wideResNetCountsInPreActivationOrder() {
    List<Integer> units =
        WideResNets.wrn22x8(full("wrn22x8", CIFAR)).sites().stream().map(Site::units).toList();
    assertThat(units.getFirst()).isEqualTo(16_384);
    assertThat(units.subList(1, 7)).containsOnly(131_072);
    assertThat(units.subList(7, 13)).containsOnly(65_536);
    assertThat(units.subList(13, 19)).containsOnly(32_768);
  }

  // 0.56 G, 1.16 G, 0.40 G and 0.31 G multiply-accumulates are the figures commonly quoted
  @ParameterizedTest(name = "{0} needs {1} MACs for one image of 32x32")
  @CsvSource({
    "resnet18, 555468800",
    "resnet34, 1159448576",
    "vgg16, 398182400",
    "vgg16-five-pools, 313247744",
  })
  void macsAreCountedPerConvolutionAndDenseLayer(String name, long macs) {
    assertThat(Costs.macs(Networks.byName(name, full(name, CIFAR)))).isEqualTo(macs);
  }

  @Test
  void widthScalesTheInventory() {
    Network quarter = ResNets.resnet18(NetworkOptions.of(CIFAR, 100, 16));
    assertThat(quarter.relus()).isEqualTo(557_056 / 4);
    Network fashion = ResNets.resnet18(NetworkOptions.of(new Shape(1, 28, 28), 10, 16));
    assertThat(fashion.relus()).isEqualTo(108_544);
  }

  @Test
  void anUnknownNetworkIsRefusedWithTheListOfAll() {
    assertThatThrownBy(() -> Networks.byName("resnet19", full("resnet18", CIFAR)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "There is no network called resnet19; choose one of resnet18, resnet34, vgg16,"
                + " vgg16-five-pools, wrn22x8.");
  }

  @Test
  void anImageTooSmallForTheNetworkIsRefused() {
    assertThatThrownBy(() -> Vgg.vgg16FivePools(NetworkOptions.of(new Shape(3, 16, 16), 10, 4)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("block5.pool");
  }
}
