// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import linnet.report.ClassifierName;
import linnet.report.RunDirectory;

/** Names of bundles and methods as people say them. */
final class Names {
  private Names() {}

  /** Name of a bundle, or of the work on it. */
  static String bundle(String name) {
    ClassifierName classifier = ClassifierName.parse(name);
    String stored = stored(classifier.bundle());
    return classifier.isFull() ? stored : stored + ", width " + classifier.width();
  }

  private static String stored(String name) {
    return switch (name) {
      case RunDirectory.TEACHER -> "Teacher";
      case RunDirectory.STUDENT -> "Student";
      case "senet" -> "SENet";
      case "random" -> "Random mask";
      case "sensitivity" -> "Sensitivity";
      default -> name;
    };
  }

  /** Name of the way in which a classifier was made. */
  static String method(String name) {
    return switch (name) {
      case "training" -> "all ReLUs";
      case "fisher" -> "Fisher, progressive";
      case "senet" -> "SENet";
      case "senetpp" -> "SENet++";
      case "random" -> "same share at every site";
      default -> name;
    };
  }
}
