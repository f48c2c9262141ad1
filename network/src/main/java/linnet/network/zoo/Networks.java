// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import linnet.network.InputException;
import linnet.network.Network;

/** The built-in networks by name. */
public final class Networks {
  private static final Map<String, Function<NetworkOptions, Network>> BUILDERS =
      new TreeMap<>(
          Map.of(
              "resnet18", ResNets::resnet18,
              "resnet34", ResNets::resnet34,
              "wrn22x8", WideResNets::wrn22x8,
              "vgg16", Vgg::vgg16,
              "vgg16-five-pools", Vgg::vgg16FivePools));

  private Networks() {}

  /** All names, sorted. */
  public static Set<String> names() {
    return Set.copyOf(BUILDERS.keySet());
  }

  /** The width at which the papers use the network: 16 for wide ResNets, else 64. */
  public static int fullWidth(String name) {
    return name.startsWith("wrn") ? 16 : 64;
  }

  /**
   * Builds a network.
   *
   * @throws InputException listing all names if there is none of this name
   */
  public static Network byName(String name, NetworkOptions options) {
    Function<NetworkOptions, Network> builder = BUILDERS.get(name);
    if (builder == null) {
      throw new InputException(
          "There is no network called %s; choose one of %s."
              .formatted(name, String.join(", ", BUILDERS.keySet())));
    }
    return builder.apply(options);
  }
}
