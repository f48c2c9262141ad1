// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests in a process of its own, whose errors nobody reads. */
public final class FreshJvm {
  private FreshJvm() {}

  /** Ready to start with the class path of this process. */
  public static ProcessBuilder of(Class<?> program, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}
