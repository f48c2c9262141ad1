// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linnet.network.InputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another linnet as a process of its own, whose standard output is JSON and whose standard error is
 * ours. Closing ends it.
 */
final class ChildLinnet implements AutoCloseable {
  // A server goes on after its one document, so nothing may wait for the end of its output.
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** The child computes as fast as its parent. */
  private static final String VECTORS = "jdk.incubator.vector";

  private final String command;
  private final Process process;

  private ChildLinnet(String command, Process process) {
    this.command = command;
    this.process = process;
  }

  /** Starts a command of the same program. */
  static ChildLinnet start(List<String> arguments) {
    return start(arguments, Map.of());
  }

  /** The same with additional variables in its environment. */
  static ChildLinnet start(List<String> arguments, Map<String, String> environment) {
    List<String> line = new ArrayList<>(program());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      return new ChildLinnet(arguments.getFirst(), builder.start());
    } catch (IOException e) {
      throw new InputException(
          "The process of linnet %s could not be started (%s)."
              .formatted(arguments.getFirst(), e.getMessage()),
          e);
    }
  }

  /**
   * The one JSON document that the command prints.
   *
   * @throws InputException if the command fails instead
   */
  <T> T document(Class<T> type) {
    try (InputStream out = process.getInputStream()) {
      return MAPPER.readValue(out, type);
    } catch (IOException | JacksonException e) {
      process.destroy();
      throw new InputException(
          "The process of linnet %s failed; its own message says why.".formatted(command), e);
    }
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets the process end by itself: its input ends, and it has 10 seconds. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(java.time.Duration.ofSeconds(10))) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The launcher that started this program, or this Java runtime with the same classes. */
  static List<String> program() {
    @Nullable String launcher = System.getProperty("linnet.launcher");
    if (launcher != null) {
      return List.of(launcher);
    }
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (ModuleLayer.boot().findModule(VECTORS).isPresent()) {
      java.addAll(List.of("--add-modules", VECTORS));
    }
    java.addAll(
        List.of("--class-path", System.getProperty("java.class.path"), Main.class.getName()));
    return java;
  }
}
