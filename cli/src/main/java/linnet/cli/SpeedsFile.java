// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import linnet.inference.cost.MachineSpeeds;
import linnet.inference.cost.Repetitions;
import linnet.inference.cost.SelfMeasurement;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;

/**
 * Where a workspace keeps what its machine measured of itself.
 *
 * @param path may not exist
 */
record SpeedsFile(Path path) {
  private static final String NAME = "machine-speeds.json";
  private static final Repetitions REPETITIONS = new Repetitions(2, 3);

  static SpeedsFile in(Path workspace) {
    return new SpeedsFile(workspace.resolve(NAME));
  }

  /** What was measured, or the built-in figures. */
  MachineSpeeds speeds() {
    if (!Files.exists(path)) {
      return MachineSpeeds.DEFAULT;
    }
    try {
      return MachineSpeeds.parse(Files.readAllBytes(path), path.toString());
    } catch (IOException e) {
      throw new InputException("%s cannot be read; check its permissions.".formatted(path), e);
    }
  }

  /** Measures this machine and keeps the figures. */
  MachineSpeeds calibrate(String machine, Console console) {
    MachineSpeeds measured =
        SelfMeasurement.run(machine, REPETITIONS, step -> console.note("measuring " + step));
    AtomicFiles.writeText(path, measured.toJson());
    return measured;
  }
}
