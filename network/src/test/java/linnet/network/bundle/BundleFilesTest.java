// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linnet.network.InputException;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.Widths;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.network.zoo.Pooling;
import linnet.network.zoo.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BundleFilesTest {
  @TempDir Path folder;

  private static Bundle bundle(Network network, long seed) {
    Random random = new Random(seed);
    Masks masks =
        Masks.forEach(
            network,
            site ->
                Mask.of(
                    site.shape(),
                    IntStream.range(0, site.units())
                        .filter(i -> random.nextInt(5) == 0)
                        .toArray()));
    return new Bundle(
        new Model(network, Weights.random(network, seed), masks),
        new Preprocessing(List.of(0.5f, 0.4f, 0.3f), List.of(0.2f, 0.21f, 0.22f)),
        IntStream.range(0, network.classes()).mapToObj(i -> "class " + i).toList(),
        Provenance.ofThisMachine().with("seed", seed));
  }

  static Stream<Network> networks() {
    NetworkOptions small = NetworkOptions.of(new Shape(3, 32, 32), 10, 2);
    return Stream.concat(
        Networks.names().stream().sorted().map(name -> Networks.byName(name, small)),
        Stream.of(
            Networks.byName(
                "resnet18", small.withStem(Stem.IMAGENET).withPooling(Pooling.AVERAGE))));
  }

  private static Network small() {
    return Networks.byName("resnet18", NetworkOptions.of(new Shape(3, 8, 8), 10, 2));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aBundleReadsBackEqual(Network network) {
    Bundle written = bundle(network, 3);
    BundleFiles.write(folder, written);
    assertThat(BundleFiles.read(folder)).isEqualTo(written);
  }

  @Test
  void aBundleOfSeveralWidthsReadsBackEqualAndOthersStayReadableByOlderPrograms()
      throws IOException {
    Bundle several = bundle(small().withWidths(Widths.of(0.5, 0.75, 1)), 4);
    BundleFiles.write(folder, several);
    assertThat(BundleFiles.read(folder)).isEqualTo(several);
    assertThat(BundleFiles.read(folder).at(0.5).model().network().widths()).isEqualTo(Widths.FULL);
    assertThat(Files.readString(folder.resolve(BundleFiles.MANIFEST))).contains("\"version\" : 2");
    BundleFiles.write(folder, several.at(0.75));
    assertThat(BundleFiles.read(folder)).isEqualTo(several.at(0.75));
    assertThat(Files.readString(folder.resolve(BundleFiles.MANIFEST))).contains("\"version\" : 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[0.5]",
        "[1, 0.5]",
        "[0.5, 0.5, 1]",
        "[0, 1]",
        "[1e-300, 1]",
        "[0.5, 1, 2]",
        "[\"0.5\", 1]",
        "[0.5, [1]]",
        "[null, 1]",
        "[1e999, 1]",
        "0.5",
        "{\"0.5\": 1}",
        "[0.1, 1]", // leaves no channel of two
        "[0.01,0.02,0.03,0.04,0.05,0.06,0.07,0.08,0.09,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,1]",
      })
  void hostileWidthsAreOneSentence(String widths) {
    var json = NetworkJson.write(small());
    json.set("widths", Json.parse(widths.getBytes(StandardCharsets.UTF_8), "widths"));
    assertThatThrownBy(() -> NetworkJson.read(json))
        .isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(e.getMessage()).endsWith(".").doesNotContain("\n"));
  }

  @Test
  void widthsWithoutTheirNormsAndNormsWithoutTheirWidthAreRefused() throws IOException {
    Bundle several = bundle(small().withWidths(Widths.of(0.5, 1)), 4);
    assertRefusedWith(several, bundle(small(), 4), "The weights lack stem.bn@0.5.weight");
    assertRefusedWith(bundle(small(), 4), several, "The weights contain stem.bn@0.5.weight");
    Bundle others = bundle(small().withWidths(Widths.of(0.75, 1)), 4);
    assertRefusedWith(several, others, "The weights lack stem.bn@0.5.weight");
  }

  /** A bundle with the network of one and the weights of another, checksums and all. */
  private void assertRefusedWith(Bundle network, Bundle weights, String reason) throws IOException {
    BundleFiles.write(folder, weights);
    var parts = Json.parse(Files.readAllBytes(folder.resolve(BundleFiles.MANIFEST)), "manifest");
    Path weightsFile = folder.resolve(parts.get("files").get("weights").get("file").stringValue());
    byte[] foreign = Files.readAllBytes(weightsFile);
    var entry = parts.get("files").get("weights");
    BundleFiles.write(folder, network);
    Files.write(weightsFile, foreign);
    var manifest =
        (tools.jackson.databind.node.ObjectNode)
            Json.parse(Files.readAllBytes(folder.resolve(BundleFiles.MANIFEST)), "manifest");
    ((tools.jackson.databind.node.ObjectNode) manifest.get("files")).set("weights", entry);
    Files.writeString(folder.resolve(BundleFiles.MANIFEST), Json.pretty(manifest));
    assertThatThrownBy(() -> BundleFiles.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining(reason);
  }

  @Test
  void overwritingLeavesExactlyTheNewFiles() throws IOException {
    BundleFiles.write(folder, bundle(small(), 1));
    BundleFiles.write(folder, bundle(small(), 2));
    assertThat(BundleFiles.read(folder)).isEqualTo(bundle(small(), 2));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(5);
    }
  }

  @Test
  void everyTruncationAndEveryFlippedByteIsNoticed() throws IOException {
    BundleFiles.write(folder, bundle(small(), 1));
    Random random = new Random(5);
    List<Path> files;
    try (var listed = Files.list(folder)) {
      files = listed.filter(f -> !f.endsWith(BundleFiles.MANIFEST)).sorted().toList();
    }
    for (Path file : files) {
      byte[] good = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(good, random.nextInt(good.length)));
      assertRefused(file.getFileName().toString());
      byte[] flipped = good.clone();
      flipped[random.nextInt(good.length)] ^= 0x10;
      Files.write(file, flipped);
      assertRefused(file.getFileName().toString());
      Files.write(file, good);
    }
    assertThat(BundleFiles.read(folder)).isEqualTo(bundle(small(), 1));
  }

  private void assertRefused(String file) {
    assertThatThrownBy(() -> BundleFiles.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file)
        .hasMessageContaining("checksum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\": 1}",
        "{\"version\": \"one\"}",
        "{\"version\": 1, \"files\": {\"network\": {\"file\": \"../x\", \"sha256\": \"\"}}}",
        "{\"version\": 1, \"files\": {\"network\": {\"file\": \"absent\", \"sha256\": \"\"}}}",
        "{\"version\": 99, \"files\": {}}",
      })
  void aBrokenManifestIsOneSentence(String manifest) throws IOException {
    Files.writeString(folder.resolve(BundleFiles.MANIFEST), manifest);
    assertThatThrownBy(() -> BundleFiles.read(folder))
        .isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(e.getMessage()).endsWith(".").doesNotContain("\n"));
  }

  @Test
  void aFolderWithoutManifestIsNoBundle() {
    assertThat(BundleFiles.isBundle(folder)).isFalse();
    assertThatThrownBy(() -> BundleFiles.read(folder)).hasMessageContaining("is no bundle");
  }

  @Test
  void weightsFollowTheSafetensorsFormat() throws IOException {
    BundleFiles.write(folder, bundle(small(), 1));
    Path file;
    try (var files = Files.list(folder)) {
      file = files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    byte[] header = new byte[length];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8))
        .startsWith("{\"__metadata__\"")
        .contains(
            "\"stem.conv.weight\":{\"dtype\":\"F32\",\"shape\":[2,3,3,3],\"data_offsets\":[0,216]}");
    assertThat(bytes.getFloat())
        .isEqualTo(Weights.random(small(), 1).get("stem.conv.weight").values()[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":7}",
      })
  void hostileSafetensorsHeadersAreOneSentence(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] file =
        ByteBuffer.allocate(8 + text.length + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .array();
    assertThatThrownBy(() -> SafeTensors.read(file, "the file")).isInstanceOf(InputException.class);
  }

  @Test
  void randomBytesAreNoSafetensorsAndNoMasks() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> SafeTensors.read(bytes, "x")).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> MaskFile.read(bytes, small(), "x"))
          .isInstanceOf(InputException.class);
    }
  }
}
