// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Everything needed to repeat a run: the resolved options of each piece of work, such as {@code
 * train} or {@code linearize student}, in the order of the work.
 *
 * @param sections name of the work to its options; values are texts, numbers, truth values, and
 *     maps of these
 */
public record RunConfiguration(Map<String, Map<String, Object>> sections) {
  private static final TypeReference<Map<String, Map<String, Object>>> SECTIONS =
      new TypeReference<>() {};
  private static final TypeReference<Map<String, Object>> OPTIONS = new TypeReference<>() {};
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Copies the sections, keeping their order. */
  public RunConfiguration {
    Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
    sections.forEach(
        (name, options) ->
            copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(options))));
    sections = Collections.unmodifiableMap(copy);
  }

  /** Nothing asked for yet. */
  public static RunConfiguration empty() {
    return new RunConfiguration(Map.of());
  }

  /**
   * The same with one section added or replaced.
   *
   * @param options a record of settings
   */
  public RunConfiguration with(String section, Record options) {
    Map<String, Map<String, Object>> more = new LinkedHashMap<>(sections);
    more.put(section, YAML.convertValue(options, OPTIONS));
    return new RunConfiguration(more);
  }

  /** Whether the run has done, or begun, this piece of work. */
  public boolean has(String section) {
    return sections.containsKey(section);
  }

  /**
   * The settings of a section.
   *
   * @throws InputException if there is no such section, or it does not fit the record
   */
  public <T extends Record> T section(String name, Class<T> type) {
    Map<String, Object> options = sections.get(name);
    if (options == null) {
      throw new InputException(
          "The run's configuration has no section \"%s\"; it was not made by that command."
              .formatted(name));
    }
    try {
      return YAML.convertValue(options, type);
    } catch (JacksonException e) {
      throw new InputException(
          "The section \"%s\" of the run's configuration is not valid: %s."
              .formatted(name, reason(e)),
          e);
    }
  }

  /**
   * Reads a configuration.
   *
   * @throws InputException in one sentence if the file is missing or malformed
   */
  static RunConfiguration read(Path file) {
    try {
      return new RunConfiguration(YAML.readValue(Files.readString(file), SECTIONS));
    } catch (IOException e) {
      throw new InputException("%s cannot be read; give the folder of a run.".formatted(file), e);
    } catch (JacksonException | NullPointerException e) { // an empty section reads as null
      throw new InputException(
          "%s is no configuration of a run; restore it, or make the run again.".formatted(file), e);
    }
  }

  void write(Path file) {
    AtomicFiles.writeText(file, YAML.writeValueAsString(sections));
  }

  private static String reason(JacksonException failure) {
    Throwable cause = failure.getCause() instanceof InputException input ? input : failure;
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("it cannot be read");
  }
}
