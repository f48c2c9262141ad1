// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.fuzzing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs a target under Jazzer's coverage-guided fuzzer, in a process of its own with little memory.
 *
 * <p>A target is a class with a {@code public static void fuzzerTestOneInput(byte[])}; whatever
 * that throws is a finding, and so are an exhausted heap and an input that takes longer than {@link
 * #INPUT_SECONDS}. Jazzer's JUnit engine fuzzes one target a process anyway, and wants an older
 * JUnit; so the process is started here.
 */
public final class Fuzzing {
  /** Longer for one input is a finding. */
  public static final int INPUT_SECONDS = 60;

  /** Arithmetic whose branches do not depend on what a peer sends; watching it costs much. */
  private static final String UNWATCHED =
      "linnet.crypto.lattice.**:linnet.crypto.ring.**:linnet.crypto.random.**";

  private static final String HEAP = "-Xmx768m";
  private static final Pattern DONE =
      Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+)", Pattern.MULTILINE);

  private Fuzzing() {}

  /**
   * What a run did.
   *
   * @param findings 0 or 1: a run ends with the first
   * @param inputs how many were tried
   * @param coverage edges of Linnet's code that they reached
   * @param log all that the fuzzer said
   */
  public record Outcome(int findings, long inputs, int coverage, String log) {}

  /**
   * Fuzzes for {@code linnet.fuzz.seconds} (5 unless set).
   *
   * @param target the class
   * @param seeds inputs to start from
   */
  public static Outcome run(Class<?> target, List<byte[]> seeds) {
    try {
      return run(target, seeds, Files.createTempDirectory("linnet-fuzzing"));
    } catch (IOException e) {
      throw new IllegalStateException("cannot run the fuzzer", e);
    }
  }

  private static Outcome run(Class<?> target, List<byte[]> seeds, Path folder) throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed" + i), seeds.get(i));
    }
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command(target, corpus, folder))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(600 + 2L * seconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the fuzzer hangs:\n" + Files.readString(log));
      }
      return outcome(process.exitValue(), Files.readString(log));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while fuzzing", e);
    } finally {
      process.destroyForcibly();
      delete(folder);
    }
  }

  private static Outcome outcome(int status, String log) {
    Matcher done = DONE.matcher(log);
    return status == 0 && done.find()
        ? new Outcome(0, Long.parseLong(done.group(1)), Integer.parseInt(done.group(2)), log)
        : new Outcome(1, 0, 0, log);
  }

  private static int seconds() {
    return Integer.getInteger("linnet.fuzz.seconds", 5);
  }

  private static List<String> command(Class<?> target, Path corpus, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xshare:off"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Dlinnet.kernels=scalar"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=linnet.**");
    command.add("--instrumentation_excludes=" + UNWATCHED);
    command.add("--custom_hook_includes=linnet.**");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + "/");
    command.add("-seed=1");
    command.add("-timeout=" + INPUT_SECONDS);
    command.add("-rss_limit_mb=0"); // the heap's limit is the one that counts
    command.add("-max_total_time=" + seconds());
    command.add(corpus.toString());
    return command;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
