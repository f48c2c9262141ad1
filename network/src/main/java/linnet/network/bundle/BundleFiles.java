// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Weights;
import linnet.network.files.AtomicFiles;
import linnet.network.files.Checksum;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bundles on disk: a folder of {@code network.json}, {@code weights.safetensors}, {@code masks.bin}
 * and {@code provenance.json}, with {@code bundle.json} written last, which holds the format
 * version and the SHA-256 of each file. Files are named by content, so that overwriting a bundle is
 * atomic: {@code bundle.json} points at a complete set of old files or a complete set of new ones.
 */
public final class BundleFiles {
  /** The file that makes a folder a bundle. */
  public static final String MANIFEST = "bundle.json";

  /** The newest version that this code reads, that of bundles of several widths. */
  public static final int FORMAT_VERSION = 2;

  private static final int ONE_WIDTH_VERSION = 1; // older programs read it too

  private static final long MOST_BYTES = Integer.MAX_VALUE - 16;
  private static final String NETWORK = "network";
  private static final String WEIGHTS = "weights";
  private static final String MASKS = "masks";
  private static final String PROVENANCE = "provenance";
  private static final Map<String, String> ENDINGS =
      Map.of(NETWORK, ".json", WEIGHTS, ".safetensors", MASKS, ".bin", PROVENANCE, ".json");

  private BundleFiles() {}

  /** Whether the folder holds a bundle. */
  public static boolean isBundle(Path folder) {
    return Files.isRegularFile(folder.resolve(MANIFEST));
  }

  /**
   * Writes a bundle into a folder, replacing one that stands there in a single step.
   *
   * @throws InputException in one sentence if the disk is full or the folder cannot be written; a
   *     bundle that stood there is unchanged
   */
  public static void write(Path folder, Bundle bundle) {
    ObjectNode manifest = Json.MAPPER.createObjectNode();
    manifest.put("format", "linnet-bundle").put("version", version(bundle));
    ObjectNode files = manifest.putObject("files");
    contents(bundle).forEach((part, content) -> files.set(part, writePart(folder, part, content)));
    AtomicFiles.writeText(folder.resolve(MANIFEST), Json.pretty(manifest));
    removeStaleParts(folder, files);
  }

  /**
   * Reads and verifies a bundle: version, checksums, graph, weights, masks.
   *
   * @throws InputException in one sentence that names the file and what is wrong with it
   */
  public static Bundle read(Path folder) {
    if (!isBundle(folder)) {
      throw new InputException(
          "%s is no bundle: it has no %s; give the folder of a bundle or of a run."
              .formatted(folder, MANIFEST));
    }
    JsonNode manifest =
        Json.parse(bytes(folder.resolve(MANIFEST)), folder.resolve(MANIFEST).toString());
    requireVersion(manifest, folder);
    JsonNode files = Json.field(manifest, "files");
    byte[] network = readPart(folder, NETWORK, files);
    byte[] weights = readPart(folder, WEIGHTS, files);
    byte[] masks = readPart(folder, MASKS, files);
    byte[] provenance = readPart(folder, PROVENANCE, files);
    return assemble(folder, network, weights, masks, provenance);
  }

  private static Bundle assemble(
      Path folder, byte[] networkJson, byte[] weights, byte[] masks, byte[] provenanceJson) {
    try {
      JsonNode description = Json.parse(networkJson, "network.json");
      Network network = NetworkJson.read(Json.field(description, "network"));
      Weights tensors = SafeTensors.read(weights, "weights.safetensors");
      Masks kept = MaskFile.read(masks, network, "masks.bin");
      return new Bundle(
          new Model(network, tensors, kept),
          PreprocessingJson.read(Json.field(description, "preprocessing")),
          Json.list(description, "classNames", Json::asText),
          provenance(Json.parse(provenanceJson, "provenance.json")));
    } catch (InputException e) {
      throw new InputException(
          "The bundle %s cannot be used. %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static int version(Bundle bundle) {
    return bundle.model().network().widths().several() ? FORMAT_VERSION : ONE_WIDTH_VERSION;
  }

  private static void requireVersion(JsonNode manifest, Path folder) {
    int version = Json.integer(manifest, "version");
    if (version < 1 || version > FORMAT_VERSION) {
      throw new InputException(
          "The bundle %s has format version %d, but this Linnet reads up to %d; use a newer Linnet."
              .formatted(folder, version, FORMAT_VERSION));
    }
  }

  private static Map<String, byte[]> contents(Bundle bundle) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(NETWORK, description(bundle).getBytes(StandardCharsets.UTF_8));
    contents.put(WEIGHTS, toBytes(out -> SafeTensors.write(bundle.model().weights(), out)));
    contents.put(MASKS, toBytes(out -> MaskFile.write(bundle.model().masks(), out)));
    ObjectNode facts = Json.MAPPER.createObjectNode();
    bundle.provenance().facts().forEach(facts::put);
    contents.put(PROVENANCE, Json.pretty(facts).getBytes(StandardCharsets.UTF_8));
    return contents;
  }

  private static String description(Bundle bundle) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.set("network", NetworkJson.write(bundle.model().network()));
    json.set("preprocessing", PreprocessingJson.write(bundle.preprocessing()));
    ArrayNode names = json.putArray("classNames");
    bundle.classNames().forEach(names::add);
    return Json.pretty(json);
  }

  private static Provenance provenance(JsonNode json) {
    Map<String, String> facts = new LinkedHashMap<>();
    json.properties().forEach(e -> facts.put(e.getKey(), Json.asText(e.getValue())));
    return new Provenance(facts);
  }

  private static byte[] toBytes(AtomicFiles.Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private static ObjectNode writePart(Path folder, String part, byte[] content) {
    String checksum = Checksum.of(content);
    String file = part + "-" + checksum.substring(0, 12) + ENDINGS.get(part);
    AtomicFiles.write(folder.resolve(file), out -> out.write(content));
    ObjectNode entry = Json.MAPPER.createObjectNode();
    return entry.put("file", file).put("bytes", content.length).put("sha256", checksum);
  }

  private static byte[] readPart(Path folder, String part, JsonNode files) {
    JsonNode entry = Json.field(files, part);
    String name = Json.text(entry, "file");
    if (!Path.of(name).equals(Path.of(name).getFileName())) {
      throw new InputException(
          "The bundle %s names the file \"%s\" outside its folder; it is corrupt."
              .formatted(folder, name));
    }
    byte[] content = bytes(folder.resolve(name));
    if (!Checksum.of(content).equals(Json.text(entry, "sha256"))) {
      throw new InputException(
          "%s does not have the checksum that its bundle states; the file is truncated or corrupt, so copy or make the bundle again."
              .formatted(folder.resolve(name)));
    }
    return content;
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InputException(
            "%s is larger than 2 GB, which no bundle file is.".formatted(file));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(
          "%s cannot be read; the bundle is incomplete, so copy or make it again.".formatted(file),
          e);
    }
  }

  private static void removeStaleParts(Path folder, ObjectNode files) {
    try (var paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        boolean isPart = ENDINGS.keySet().stream().anyMatch(part -> name.startsWith(part + "-"));
        boolean isCurrent =
            files.properties().stream().anyMatch(e -> Json.text(e.getValue(), "file").equals(name));
        if (isPart && !isCurrent) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw AtomicFiles.failure(folder, e);
    }
  }
}
