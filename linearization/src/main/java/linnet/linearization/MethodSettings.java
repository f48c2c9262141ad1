// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import linnet.network.InputException;

/**
 * The options of a method as users write them: names such as {@code ramp-end} to texts, from the
 * command line or from the grid of a sweep. A method reads each option it knows, with the value
 * that holds when nothing is said; {@link #requireAllKnown()} then refuses what nobody read.
 */
public final class MethodSettings {
  private final String method;
  private final Map<String, String> texts;
  private final TreeSet<String> known = new TreeSet<>();

  private MethodSettings(String method, Map<String, String> texts) {
    this.method = method;
    this.texts = texts;
  }

  /** The options that are given for a method; its defaults hold for the others. */
  public static MethodSettings of(String method, Map<String, String> texts) {
    return new MethodSettings(method, new TreeMap<>(texts));
  }

  /**
   * A number.
   *
   * @throws InputException if the text is not a finite number
   */
  public double real(String name, double otherwise) {
    return read(name, MethodSettings::finite, "a number").orElse(otherwise);
  }

  /**
   * A whole number.
   *
   * @throws InputException if the text is not one
   */
  public int whole(String name, int otherwise) {
    return read(name, Integer::parseInt, "a whole number").orElse(otherwise);
  }

  /**
   * A switch, {@code true} or {@code false}.
   *
   * @throws InputException if the text is neither
   */
  public boolean flag(String name, boolean otherwise) {
    return read(name, MethodSettings::truth, "true or false").orElse(otherwise);
  }

  /**
   * One of an enumeration, written in lower case with hyphens.
   *
   * @throws InputException listing the choices if the text is none of them
   */
  public <E extends Enum<E>> E choice(String name, E otherwise) {
    E[] choices = otherwise.getDeclaringClass().getEnumConstants();
    String written =
        String.join(", ", Arrays.stream(choices).map(MethodSettings::written).toList());
    return read(name, text -> chosen(choices, text), "one of " + written).orElse(otherwise);
  }

  /**
   * Refuses options that the method did not read.
   *
   * @throws InputException naming the first of them and those that there are
   */
  public void requireAllKnown() {
    for (String name : texts.keySet()) {
      if (!known.contains(name)) {
        throw new InputException(
            "The method %s has no option %s; it has %s."
                .formatted(method, name, known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /** The options that the method has read so far, in alphabetical order. */
  public SortedSet<String> known() {
    return Collections.unmodifiableSortedSet(known);
  }

  private <T> Optional<T> read(String name, Function<String, T> parse, String what) {
    known.add(name);
    String text = texts.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text.strip()));
    } catch (IllegalArgumentException notOne) {
      throw new InputException(
          "The option %s of the method %s is %s, not %s.".formatted(name, method, what, text),
          notOne);
    }
  }

  private static double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static <E extends Enum<E>> E chosen(E[] choices, String text) {
    return Arrays.stream(choices)
        .filter(choice -> written(choice).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
