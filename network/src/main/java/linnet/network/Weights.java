// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import linnet.network.files.Checksum;

/** All weight tensors of a network by name, such as {@code stem.conv.weight}. Immutable map. */
public final class Weights {
  private final Map<String, WeightTensor> byName;

  private Weights(Map<String, WeightTensor> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** Tensors by name; the iteration order of the map is kept. */
  public static Weights of(Map<String, WeightTensor> byName) {
    return new Weights(new LinkedHashMap<>(byName));
  }

  /**
   * Fresh weights: convolutions and dense layers normal with standard deviation sqrt(2 / fan-in)
   * (He et al. 2015, arXiv 1502.01852, equation 10; dense layers 1 / sqrt(fan-in)), biases 0, batch
   * norms the identity. The same seed gives the same weights everywhere.
   */
  public static Weights random(Network network, long seed) {
    Random random = new Random(seed);
    Map<String, WeightTensor> result = new LinkedHashMap<>();
    network
        .parameterShapes()
        .forEach((name, shape) -> result.put(name, initial(name, shape, random)));
    return new Weights(result);
  }

  private static WeightTensor initial(String name, int[] shape, Random random) {
    int size = 1;
    for (int s : shape) {
      size *= s;
    }
    float[] values = new float[size];
    if (shape.length > 1) {
      double deviation = Math.sqrt((shape.length == 2 ? 1.0 : 2.0) * shape[0] / size);
      for (int i = 0; i < size; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
    } else if (name.endsWith(".weight") || name.endsWith(".running_var")) {
      Arrays.fill(values, 1);
    }
    return new WeightTensor(shape, values);
  }

  /** The tensor of this name. */
  public WeightTensor get(String name) {
    WeightTensor tensor = byName.get(name);
    if (tensor == null) {
      throw new InputException(
          "The weights lack %s; they belong to another network or are incomplete.".formatted(name));
    }
    return tensor;
  }

  /**
   * What is left of these weights for a network of the same names and fewer channels: the first of
   * each tensor.
   *
   * @throws InputException if a tensor is missing or has fewer
   */
  public Weights firstOf(Network narrower) {
    Map<String, WeightTensor> result = new LinkedHashMap<>();
    narrower.parameterShapes().forEach((name, part) -> result.put(name, first(name, part)));
    return new Weights(result);
  }

  private WeightTensor first(String name, int[] part) {
    int[] shape = get(name).shape();
    boolean fits = shape.length == part.length;
    for (int i = 0; fits && i < part.length; i++) {
      fits = part[i] <= shape[i];
    }
    if (!fits) {
      throw new InputException(
          "The weights %s have the shape %s, of which no part is %s."
              .formatted(name, Arrays.toString(shape), Arrays.toString(part)));
    }
    return get(name).first(part);
  }

  /** All names, in order. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** SHA-256 of all names, shapes and values: equal weights have equal checksums. */
  public String checksum() {
    MessageDigest digest = Checksum.sha256();
    new TreeMap<>(byName)
        .forEach(
            (name, tensor) -> {
              String head = name + Arrays.toString(tensor.shape());
              digest.update(head.getBytes(StandardCharsets.UTF_8));
              ByteBuffer values = ByteBuffer.allocate(4 * tensor.values().length);
              values.asFloatBuffer().put(tensor.values());
              digest.update(values);
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights w && byName.equals(w.byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  @Override
  public String toString() {
    return "weights of %d tensors".formatted(byName.size());
  }
}
