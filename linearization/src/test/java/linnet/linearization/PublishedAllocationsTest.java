// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.network.zoo.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Water filling against what SENet's authors published for four networks: one sensitivity each, and
 * lists of the fractions that sites keep at a budget, rounded to two or three digits.
 */
final class PublishedAllocationsTest {
  private static final Published RESNET18 =
      Published.of(
          "resnet18",
          64,
          new double[] {
            0.0572, 0.1854, 0.2129, 0.2506, 0.2758, 0.3549, 0.4884, 0.5102, 0.5568, 0.6739, 0.8143,
            0.8277, 0.8623, 0.9410, 0.9902, 0.9986, 1
          });
  private static final Published TINY_RESNET18 =
      new Published(
          Networks.byName("resnet18", NetworkOptions.of(new Shape(3, 64, 64), 200, 64)),
          RESNET18.values());
  private static final Published IMAGENET_RESNET18 =
      new Published(
          Networks.byName(
              "resnet18",
              NetworkOptions.of(new Shape(3, 224, 224), 1000, 64).withStem(Stem.IMAGENET)),
          RESNET18.values());
  private static final Published RESNET34 =
      Published.of(
          "resnet34",
          64,
          new double[] {
            0.049, 0.1208, 0.1241, 0.1463, 0.1682, 0.1829, 0.2122, 0.3592, 0.1249, 0.3776, 0.418,
            0.4408, 0.4857, 0.5024, 0.5469, 0.751, 0.351, 0.7701, 0.8151, 0.832, 0.8739, 0.882,
            0.9143, 0.9143, 0.9388, 0.9388, 0.9592, 0.9959, 0.7292, 1, 1, 1, 1
          });
  private static final Published WRN22X8 =
      Published.of(
          "wrn22x8",
          16,
          new double[] {
            0.0312, 0.1408, 0.3155, 0.3944, 0.4338, 0.4817, 0.5313, 0.5775, 0.7239, 0.7915, 0.8282,
            0.862, 0.893, 0.9014, 0.9732, 1, 0.9859, 1, 1
          });
  private static final Published VGG16 =
      Published.of(
          "vgg16",
          64,
          new double[] {
            0.058, 0.209, 0.272, 0.383, 0.493, 0.667, 0.725, 0.855, 0.957, 0.986, 0.986, 1, 1
          });

  /** A network with its normalized sensitivities. */
  record Published(Network network, List<Double> values) {
    static Published of(String name, int width, double[] sensitivities) {
      return new Published(
          Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 100, width)),
          Arrays.stream(sensitivities).boxed().toList());
    }

    double[] sensitivity() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    int[] caps() {
      return network.sites().stream().mapToInt(Site::units).toArray();
    }

    /** Units of a published list of fractions. */
    double[] units(double[] fractions) {
      double[] units = new double[fractions.length];
      int[] caps = caps();
      Arrays.setAll(units, i -> fractions[i] * caps[i]);
      return units;
    }
  }

  static Stream<Published> networks() {
    return Stream.of(RESNET18, IMAGENET_RESNET18, RESNET34, WRN22X8, VGG16);
  }

  private static int[] filled(Published published, int[] floors, double[] list) {
    int budget = (int) Math.round(Arrays.stream(list).sum());
    return WaterFilling.fill(floors, published.caps(), published.sensitivity(), budget);
  }

  private static void requireClose(int[] units, double[] list, int from, double error) {
    for (int i = from; i < list.length; i++) {
      assertThat((double) units[i]).as("site %d", i).isCloseTo(list[i], within(error * list[i]));
    }
  }

  @Test
  void resNet18At120kIsItsListButForRounding() {
    double[] list =
        RESNET18.units(
            new double[] {
              0.012, 0.040, 0.046, 0.055, 0.060, 0.155, 0.214, 0.223, 0.244, 0.59, 0.714, 0.726,
              0.756, 1, 1, 1, 1
            });
    requireClose(filled(RESNET18, new int[17], list), list, 0, 0.045);
  }

  @Test
  void resNet18At25kIsItsListWithFloorsInStemAndFirstStage() {
    double[] list =
        RESNET18.units(
            new double[] {
              0.004, 0.01, 0.01, 0.01, 0.011, 0.027, 0.038, 0.04, 0.042, 0.102, 0.124, 0.126, 0.13,
              0.28, 0.30, 0.30, 0.30
            });
    int[] floors = new int[17];
    Arrays.fill(floors, 0, 5, 655);
    floors[0] = 262;
    int[] units = filled(RESNET18, floors, list);
    requireClose(units, list, 0, 0.05);
    assertThat(Arrays.copyOf(units, 4)).isEqualTo(Arrays.copyOf(floors, 4));
    double withoutFloors = filled(RESNET18, new int[17], list)[0];
    assertThat(withoutFloors).isLessThan(0.6 * floors[0]);
  }

  @Test
  void tinyImageNetsListsAreTheSensitivityWithoutAnyCap() {
    double[] list =
        TINY_RESNET18.units(
            new double[] {
              0.0032707, 0.0106088, 0.0121798, 0.0143421, 0.0157835, 0.0406095, 0.0558872,
              0.0583837, 0.0637158, 0.1542388, 0.1863831, 0.1894372, 0.1973712, 0.4307339,
              0.4532779, 0.4571369, 0.4577633
            });
    assertThat(Math.round(Arrays.stream(list).sum())).isEqualTo(150_000);
    requireClose(filled(TINY_RESNET18, new int[17], list), list, 0, 0.002);
    double[] twice = Arrays.stream(list).map(units -> 2 * units).toArray(); // the list for 300k
    requireClose(filled(TINY_RESNET18, new int[17], twice), twice, 0, 0.002);
  }

  @Test
  void imageNetAt300kIsItsListOutsideTheStem() {
    double[] list =
        IMAGENET_RESNET18.units(
            new double[] {
              0.004, 0.031, 0.035, 0.041, 0.045, 0.12, 0.16, 0.17, 0.18, 0.44, 0.534, 0.54, 0.57, 1,
              1, 1, 1
            });
    requireClose(filled(IMAGENET_RESNET18, new int[17], list), list, 1, 0.025);
  }

  @Test
  void resNet34At200kIsItsListOutsideTheStem() {
    double[] list =
        RESNET34.units(
            new double[] {
              0.0042, 0.0199, 0.0204, 0.024, 0.0276, 0.03, 0.0345, 0.1174, 0.041, 0.123, 0.1364,
              0.144, 0.158, 0.1636, 0.1783, 0.48755, 0.229, 0.5, 0.53, 0.54, 0.57, 0.574, 0.6, 0.6,
              0.612, 0.61, 0.623, 1, 0.95, 1, 1, 1, 1
            });
    requireClose(filled(RESNET34, new int[33], list), list, 1, 0.015);
  }

  @Test
  void wrn22x8At240kIsItsListOutsideTheFirstSite() {
    double[] list =
        WRN22X8.units(
            new double[] {
              0.04, 0.02, 0.046, 0.056, 0.062, 0.069, 0.075, 0.16, 0.20, 0.22, 0.24, 0.245, 0.254,
              0.512, 0.552, 0.567, 0.566, 0.57, 0.57
            });
    requireClose(filled(WRN22X8, new int[19], list), list, 1, 0.03);
  }

  @Test
  void vgg16At120kIsItsListButForRounding() {
    double[] list =
        VGG16.units(new double[] {0.022, 0.082, 0.22, 0.31, 0.83, 1, 1, 1, 1, 1, 1, 1, 1});
    assertThat(Math.round(Arrays.stream(list).sum())).isEqualTo(119_702);
    requireClose(filled(VGG16, new int[13], list), list, 0, 0.08);
  }

  /** The definition: one scale for all sites, found by bisection. */
  private static double[] byBisection(double[] weights, int[] floors, int[] caps, int budget) {
    double low = 0;
    double high = 1e12;
    double[] shares = new double[caps.length];
    for (int round = 0; round < 200; round++) {
      double scale = (low + high) / 2;
      Arrays.setAll(shares, i -> Math.min(caps[i], Math.max(floors[i], scale * weights[i])));
      if (Arrays.stream(shares).sum() < budget) {
        low = scale;
      } else {
        high = scale;
      }
    }
    return shares;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void randomBudgetsAndFloorsGiveOneScaleForAll(Published published) {
    Random random = new Random(published.network().relus());
    int[] caps = published.caps();
    for (int trial = 0; trial < 50; trial++) {
      int budget = 1 + random.nextInt(published.network().relus() / (1 + random.nextInt(100)));
      double floor = random.nextInt(3) * random.nextDouble() * budget / published.network().relus();
      int[] floors = Arrays.stream(caps).map(cap -> (int) (Math.min(floor, 1) * cap)).toArray();
      if (Arrays.stream(floors).sum() > budget) {
        continue; // scaled down, which is tested elsewhere
      }
      var allocation =
          WaterFilling.allocate(
              published.network(),
              new ReluBudget(budget),
              published.sensitivity(),
              Math.min(floor, 1));
      int[] units =
          allocation.unitsBySite().values().stream().mapToInt(Integer::intValue).toArray();
      double[] expected = byBisection(published.sensitivity(), floors, caps, budget);
      for (int i = 0; i < units.length; i++) {
        assertThat((double) units[i]).isCloseTo(expected[i], within(1 + 1e-3));
      }
    }
  }
}
