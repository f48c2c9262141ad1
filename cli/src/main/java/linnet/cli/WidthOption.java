// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import linnet.network.bundle.Bundle;
import linnet.report.ClassifierName;
import picocli.CommandLine.Option;

/** The widths at which a server offers a classifier. */
final class WidthOption {
  @Option(
      names = "--width",
      paramLabel = "RATE",
      description = {
        "Rate of channels at which to serve a classifier of several widths; given more than once,"
            + " clients choose by the digest of the plan, and get the first if they do not"
            + " (default: all channels)."
      })
  private List<Double> rates = List.of();

  /** The classifiers of a run to serve, by the name of their bundle. */
  List<ClassifierName> of(String bundle) {
    ClassifierName name = ClassifierName.parse(bundle);
    return rates.isEmpty() ? List.of(name) : rates.stream().distinct().map(name::at).toList();
  }

  /**
   * A bundle at each width to serve.
   *
   * @throws linnet.network.InputException if it does not have one of them
   */
  List<Bundle> of(Bundle bundle) {
    return rates.isEmpty() ? List.of(bundle) : rates.stream().distinct().map(bundle::at).toList();
  }
}
