// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command as a process of its own, which can be killed at any instant. */
final class LinnetProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path err;

  private LinnetProcess(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /** Starts it; standard error goes to a file of the folder. */
  static LinnetProcess start(Path folder, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(ChildLinnet.program());
    line.add(1, "-Djava.io.tmpdir=" + folder); // what a killed process leaves goes with the test's
    line.addAll(List.of(arguments));
    Path err = Files.createTempFile(folder, arguments[0], ".err");
    return new LinnetProcess(
        new ProcessBuilder(line).redirectError(Redirect.to(err.toFile())).start(), err);
  }

  /** The one JSON document that it prints. */
  JsonNode document() {
    return JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build()
        .readTree(process.getInputStream());
  }

  /** What it wrote to standard error. */
  String errors() throws IOException {
    return Files.readString(err);
  }

  /** The processes that it has started. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Kills it as a power failure would. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  /** Asks it to stop, as a process supervisor does, and waits for its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
