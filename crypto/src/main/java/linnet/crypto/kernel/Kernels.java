// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.kernel;

import java.util.Locale;

/**
 * Which inner loops run: plain Java, or the same loops in the Vector API. Every kernel has both,
 * and one contract test holds them equal.
 *
 * <p>The Vector API is an incubator module and has to be asked for by {@code --add-modules
 * jdk.incubator.vector}; without it, or on a processor of narrower vectors than 512 bits, plain
 * Java runs. The system property {@value #PROPERTY} forces one: {@code scalar} or {@code vector}.
 */
public enum Kernels {
  /** Plain Java. */
  SCALAR,

  /** The Vector API, 512 bits wide. */
  VECTOR;

  /** Forces one kind for a whole process. */
  public static final String PROPERTY = "linnet.kernels";

  private static final Kernels CURRENT = choose(System.getProperty(PROPERTY, "auto"));

  /** What this process uses. */
  public static Kernels current() {
    return CURRENT;
  }

  /** Whether the Vector API is there and this processor's vectors are wide enough. */
  public static boolean vectorsAvailable() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        && PreferredVectors.bits() >= 512;
  }

  private static Kernels choose(String wish) {
    return switch (wish.toLowerCase(Locale.ROOT)) {
      case "scalar" -> SCALAR;
      case "vector" -> {
        if (!vectorsAvailable()) {
          throw new IllegalStateException(
              "The vector kernels were asked for, but this Java runs without jdk.incubator.vector or this processor has no vectors of 512 bits; leave -D"
                  + PROPERTY
                  + " out.");
        }
        yield VECTOR;
      }
      case "auto" -> vectorsAvailable() ? VECTOR : SCALAR;
      default ->
          throw new IllegalStateException(
              "The property %s is \"%s\"; it can be scalar, vector or auto."
                  .formatted(PROPERTY, wish));
    };
  }
}
