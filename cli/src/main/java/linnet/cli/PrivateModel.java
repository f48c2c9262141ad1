// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.PlanFormat;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.network.InputException;
import linnet.network.bundle.Bundle;
import linnet.network.files.AtomicFiles;
import linnet.report.RunDirectory;
import linnet.training.data.DataSet;
import linnet.training.data.ImageSet;
import org.jspecify.annotations.Nullable;

/** Private programs of a run's bundles, and their public plans as files of the run. */
final class PrivateModel {
  /** Training images that the compiler looks at. */
  static final int CALIBRATION_IMAGES = 64;

  private PrivateModel() {}

  /** Compiles a bundle with calibration images from the training part of a data set. */
  static PrivateProgram compile(Bundle bundle, DataSet images) {
    requireSameShape(bundle, images);
    return Compiler.compile(
        bundle,
        normalized(bundle, DataSource.sample(images.train(), CALIBRATION_IMAGES)),
        CompilerOptions.defaults());
  }

  /**
   * The program of a run's bundle, calibrated with the run's own images, or those at another place.
   */
  static PrivateProgram ofRun(RunDirectory run, String bundle, @Nullable String data) {
    return compile(run.bundle(bundle), TrainSettings.of(run).source().movedTo(data).open());
  }

  /** Images as the network reads them, {@code [N][C*H*W]}. */
  static float[][] normalized(Bundle bundle, ImageSet images) {
    float[][] result = new float[images.size()][];
    for (int i = 0; i < result.length; i++) {
      result[i] = bundle.preprocessing().normalize(images.image(i));
    }
    return result;
  }

  /** Writes the plan, which is public, where {@code infer --bundle} finds it. */
  static void storePlan(RunDirectory run, String bundle, ProgramPlan plan) {
    AtomicFiles.write(planFile(run, bundle), out -> out.write(PlanFormat.write(plan)));
  }

  /**
   * The digest of a plan that was served from a run.
   *
   * @throws InputException if it was never compiled
   */
  static String storedDigest(RunDirectory run, String bundle) {
    return PlanFormat.digest(planBytes(run, bundle));
  }

  private static byte[] planBytes(RunDirectory run, String bundle) {
    Path file = planFile(run, bundle);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(
          "%s cannot be read, so there is no plan of the bundle %s to insist on; serve it once."
              .formatted(file, bundle),
          e);
    }
  }

  private static Path planFile(RunDirectory run, String bundle) {
    return run.path().resolve("plans").resolve(bundle + ".json");
  }

  private static void requireSameShape(Bundle bundle, DataSet images) {
    if (!images.shape().equals(bundle.model().network().input())) {
      throw new InputException(
          "The network reads images of %s, but those of %s have %s; give the data set that it was trained on with --data."
              .formatted(bundle.model().network().input(), images.name(), images.shape()));
    }
  }

  /** The bundle that an option names, or the run's newest. */
  static String chosen(RunDirectory run, Optional<String> bundle) {
    return bundle.orElse(run.newestBundle());
  }
}
