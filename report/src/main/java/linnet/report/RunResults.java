// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures measured in a run.
 *
 * @param classifiers by name of the bundle, in the order in which they were made
 * @param privateInference of the last private predictions, null if none were made
 */
public record RunResults(
    Map<String, ClassifierResult> classifiers, @Nullable PrivateInferenceResult privateInference) {
  /** Copies the map, keeping its order; a missing one is empty. */
  public RunResults {
    // Jackson hands over null where a file lacks the field.
    classifiers =
        classifiers == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(classifiers));
  }

  /** Nothing measured yet. */
  public static RunResults empty() {
    return new RunResults(Map.of(), null);
  }

  /** The same with a classifier's figures added or replaced. */
  public RunResults with(String bundle, ClassifierResult result) {
    Map<String, ClassifierResult> more = new LinkedHashMap<>(classifiers);
    more.put(bundle, result);
    return new RunResults(more, privateInference);
  }

  /** The same with these figures of private inference. */
  public RunResults with(PrivateInferenceResult result) {
    return new RunResults(classifiers, result);
  }

  static RunResults read(Path file) {
    return JsonFiles.read(file, RunResults.class, empty());
  }

  void write(Path file) {
    JsonFiles.write(file, this);
  }
}
