// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import linnet.network.bundle.Provenance;
import linnet.report.Environment;
import linnet.training.engine.Device;
import linnet.training.engine.Execution;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Precision;

/** What trained weights depend on beside settings and images, for the provenance of bundles. */
final class Circumstances {
  private Circumstances() {}

  /**
   * Versions, processor, precision, device and threads of this process.
   *
   * @param asked precision; what AUTO means here is recorded
   */
  static Provenance here(Precision asked) {
    Execution execution = new Execution(asked, Device.AUTO);
    Map<String, String> machine = machine().facts();
    return Provenance.ofThisMachine()
        .with("linnet", Version.text())
        .with("revision", Objects.requireNonNullElse(machine.get("revision"), "unknown"))
        .with("processor", Objects.requireNonNullElse(machine.get("processor"), "unknown"))
        .with("precision", execution.precision().name().toLowerCase(Locale.ROOT))
        .with("device", execution.device().name().toLowerCase(Locale.ROOT))
        .with("threads", Libtorch.threads());
  }

  /** This machine and program, whose folder tells the revision. */
  static Environment machine() {
    Path launcher = Path.of(System.getProperty("linnet.launcher", "linnet"));
    return Environment.ofThisMachine(Version.text(), launcher.toAbsolutePath().resolveSibling(""));
  }
}
