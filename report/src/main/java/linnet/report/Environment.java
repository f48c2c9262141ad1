// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The machine and the program that made a run.
 *
 * @param facts sorted by name: {@code java}, {@code os}, {@code processor}, {@code processors},
 *     {@code linnet}, {@code revision}
 */
public record Environment(Map<String, String> facts) {
  /** Copies and sorts the facts; a missing map is empty. */
  public Environment {
    // Jackson hands over null where a file lacks the field.
    facts = facts == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /**
   * This machine.
   *
   * @param version of the program
   * @param home the program's folder, whose git revision is recorded if it has one
   */
  public static Environment ofThisMachine(String version, Path home) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put(
        "os",
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    facts.put("processor", processor());
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("linnet", version);
    facts.put("revision", revision(home.resolve(".git")));
    return new Environment(facts);
  }

  static Environment read(Path file) {
    return JsonFiles.read(file, Environment.class, new Environment(Map.of()));
  }

  void write(Path file) {
    JsonFiles.write(file, this);
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown"; // only Linux tells it in this place
    }
  }

  private static String revision(Path git) {
    try {
      String head = Files.readString(git.resolve("HEAD")).strip();
      return head.startsWith("ref: ")
          ? Files.readString(git.resolve(head.substring(5))).strip()
          : head;
    } catch (IOException e) {
      return "unknown"; // an unpacked release, a worktree, or packed references
    }
  }
}
