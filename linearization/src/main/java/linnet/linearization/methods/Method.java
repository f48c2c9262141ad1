// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.methods;

import java.util.Map;
import java.util.SortedSet;
import linnet.linearization.LinearSites;
import linnet.linearization.Linearizer;
import linnet.linearization.MethodSettings;

/**
 * A linearization method as users name it.
 *
 * @param name as on the command line, for example {@code fisher}
 * @param summary a few words for lists of methods
 * @param factory makes the method from its options
 */
public record Method(String name, String summary, Factory factory) {
  /** Makes a method from its options. */
  @FunctionalInterface
  public interface Factory {
    /**
     * The method with these options; it reads every option that it knows.
     *
     * @param teacher what is known of it before
     * @throws linnet.network.InputException if an option has a value that it cannot have
     */
    Linearizer of(MethodSettings settings, TeacherFacts teacher);
  }

  /**
   * The method with options as users write them; every method has {@code linear-sites}, the sites
   * that keep nothing ({@link LinearSites}).
   *
   * @param options name to text, for example {@code ramp-end} to {@code 0.6}; defaults hold for the
   *     others
   * @param teacher what is known of it before
   * @throws linnet.network.InputException if there is no such option, or a value is not possible
   */
  public Linearizer linearizer(Map<String, String> options, TeacherFacts teacher) {
    MethodSettings settings = MethodSettings.of(name, options);
    Linearizer linearizer = LinearSites.of(settings, factory.of(settings, teacher));
    settings.requireAllKnown();
    return linearizer;
  }

  /** Names of all options, in alphabetical order. */
  public SortedSet<String> options() {
    MethodSettings settings = MethodSettings.of(name, Map.of());
    LinearSites.of(settings, factory.of(settings, TeacherFacts.NONE));
    return settings.known();
  }
}
