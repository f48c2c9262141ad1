// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link MaterialWorker} in a virtual machine of its own, seen from the test. */
final class WorkerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  WorkerProcess(Path folder, String mode, long seed) throws IOException {
    process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MaterialWorker.class.getName(),
                folder.toString(),
                mode,
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    out = process.inputReader();
  }

  /** Lets the worker open the store, once it has started. */
  void go() throws IOException {
    await("ready");
    process.outputWriter().write("\n");
    process.outputWriter().flush();
  }

  /** Returns when the worker says this next. */
  void await(String line) throws IOException {
    String said = out.readLine();
    if (!line.equals(said)) {
      throw new IOException("The worker should have said %s, not %s.".formatted(line, said));
    }
  }

  /** SIGKILL: the worker gets no chance to do anything more. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // as Process does, but what was said can still be read
    process.waitFor(20, TimeUnit.SECONDS);
  }

  /** All complete lines that the worker has written and will write until it ends. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
