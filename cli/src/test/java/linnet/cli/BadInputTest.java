// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import linnet.network.Shape;
import linnet.network.images.ImageFile;
import linnet.report.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong: one line, the documented exit code, nothing on standard output. */
class BadInputTest {
  @TempDir private Path folder;
  private Path workspace;

  @BeforeEach
  void useTemporaryWorkspace() {
    workspace = folder.resolve("runs");
  }

  private CommandRun linnet(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of(arguments), Stream.of("--workspace", workspace.toString()))
            .toArray(String[]::new));
  }

  private static void assertFails(CommandRun run, ExitCode code, String... words) {
    assertThat(run.failures()).singleElement().asString().contains(words);
    assertThat(run.code()).isEqualTo(code.code());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "inspect none, INPUT, none",
    "evaluate none, INPUT, none",
    "sensitivity none, INPUT, none",
    "linearize none --relus 10, INPUT, none",
    "serve none, INPUT, none",
    "train --resume none, INPUT, none",
    "train --data embedded --network resnet99, INPUT, resnet99",
    "train --data no/such/folder, INPUT, no/such/folder",
    "train --data embedded --epochs 0, INPUT, epoch",
    "train --data embedded --limit 100 --validation 100, INPUT, held out",
    "train --data embedded --epochs many, USAGE, many",
    "train, USAGE, --data",
    "train --data embedded --rank 1, USAGE, --master",
    "train --data embedded --world-size 2 --rank 2 --master localhost:1, INPUT, no process 2",
    "train --data embedded --world-size 0, INPUT, 1 process",
    "train --data embedded --world-size 3, INPUT, cannot be shared",
    "train --data embedded --world-size 2 --batch-parts 3, INPUT, cannot be shared",
    "linearize tiny, USAGE, --relus",
    "linearize tiny --relus 5 --fraction 0.1, USAGE, --relus",
    "linearize tiny --relus 5 --method magic, USAGE, magic",
    "linearize tiny --relus 5 --as senet@0.05, INPUT, senet@0.05",
    "linearize tiny --relus 5 --as ../other/teacher, INPUT, ../other/teacher",
    "linearize tiny --relus 5 --as sensitivity, INPUT, something else of that name",
    "linearize tiny --relus 5 --as teacher, INPUT, cannot be called teacher",
    "infer image.png, USAGE, --server",
    "infer --server nonsense image.png, USAGE, HOST:PORT",
    "infer --server host:70000 image.png, USAGE, 70000",
    "infer --server localhost:1 --batch -1 image.png, INPUT, 1 image",
    "infer --server localhost:1 --link slow image.png, USAGE, 200Mbit/40ms",
    "infer --server localhost:1 --tls-keys keys.p12 image.png, USAGE, --tls-trust",
    "prepare --server localhost:1, USAGE, --count",
    "prepare --count 3, USAGE, --server",
    "prepare --server localhost:1 --count 0, INPUT, 1 piece",
    "prepare --server localhost:1 --count 1 --store-key no/such/key, INPUT, no/such/key",
    "serve none --relu fast, USAGE, sign or full",
    "serve none --transfer fast, USAGE, soft-spoken or iknp",
    "serve none --output image, USAGE, logits or class",
    "serve none --cache-size much, USAGE, 4GiB",
    "serve none --tls-keys a --tls-trust b --tls-password-file no/such/file, INPUT, no/such/file",
    "inspect resnet18 --input 32x32, INPUT, 3x32x32",
    "inspect resnet18 --colour, USAGE, --colour",
    "material ls --store no/such/store, INPUT, no/such/store",
    "material gc --store no/such/store, INPUT, no/such/store",
    "material gc --older-than soon, INPUT, soon",
    "material gc --yes --dry-run, USAGE, --dry-run",
  })
  void aBadArgumentIsNamed(String command, ExitCode code, String word) {
    assertFails(linnet(command.split(" ")), code, word);
  }

  @Test
  void aFailedTrainingLeavesNoRunBehind() {
    linnet("train", "--data", "embedded", "--network", "resnet99", "--run", "first");

    assertThat(workspace).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"--relus, 99999999", "--relus, -1", "--fraction, 1.5"})
  void aBudgetThatTheNetworkCannotMeetIsRefused(String option, String value) {
    TinyRun.in(workspace);

    assertFails(linnet("linearize", "tiny", option + "=" + value), ExitCode.BUDGET, "budget");
  }

  @Test
  void aTruncatedDataFileIsNamed() throws IOException {
    Path data = Files.createDirectories(folder.resolve("cifar100"));
    Files.write(data.resolve("train.bin"), new byte[3074 * 2 - 100]);
    Files.write(data.resolve("test.bin"), new byte[3074 * 2]);

    assertFails(linnet("train", "--data", data.toString()), ExitCode.INPUT, "train.bin");
  }

  @Test
  void aDataSetOfAnotherShapeIsRefusedWhereARunIsEvaluated() throws IOException {
    RunDirectory run = TinyRun.in(workspace);
    Path data = Files.createDirectories(folder.resolve("cifar100"));
    Files.write(data.resolve("train.bin"), new byte[3074 * 200]);
    Files.write(data.resolve("test.bin"), new byte[3074 * 200]);

    assertFails(
        linnet("serve", run.path().toString(), "--no-store", "--data", data.toString()),
        ExitCode.INPUT,
        "[3, 32, 32]");
  }

  @ParameterizedTest
  @CsvSource({
    "--quota-window soon, soon",
    "--quota-predictions 0, quota",
    "--quota-pieces 0, quota",
    "--max-batch 0, 1 image",
    "--max-prepare 0, 1 piece",
    "--max-clients 0, 1 client",
    "--metrics-port 70000, 70000",
    "--port 70000, 70000",
    "--store-key no/such/key, no/such/key",
  })
  void aServerThatCannotServeSaysWhy(String option, String word) {
    TinyRun.in(workspace);
    String store = folder.resolve("store").toString();
    String[] words = option.split(" ", 2);

    assertFails(
        linnet("serve", "tiny", "--quiet", "--store", store, words[0], words[1]),
        ExitCode.INPUT,
        word);
  }

  @Test
  void aCorruptBundleIsNamed() throws IOException {
    RunDirectory run = TinyRun.in(workspace);
    Path weights;
    try (var files = Files.list(run.bundleFolder(RunDirectory.TEACHER))) {
      weights = files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(weights);
    content[content.length / 2] ^= 1;
    Files.write(weights, content);

    assertFails(
        linnet("inspect", "tiny"), ExitCode.INPUT, weights.getFileName().toString(), "checksum");
  }

  @Test
  void aPortInUseIsSaid() throws IOException {
    TinyRun.in(workspace);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      String port = String.valueOf(taken.getLocalPort());

      assertFails(linnet("serve", "tiny", "--no-store", "--port", port), ExitCode.PEER, port);
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      port = closed.getLocalPort();
    }

    assertFails(
        linnet("infer", "--no-store", "--server", "localhost:" + port, image()),
        ExitCode.PEER,
        "localhost",
        String.valueOf(port));
  }

  @Test
  void aServerThatSpeaksSomethingElseIsSaid() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      Thread answer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var client = other.accept()) {
                      client
                          .getOutputStream()
                          .write(
                              "HTTP/1.1 400 Bad Request\r\n\r\n"
                                  .getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });

      assertFails(
          linnet("infer", "--no-store", "--server", "localhost:" + other.getLocalPort(), image()),
          ExitCode.PEER,
          "localhost");
      answer.join();
    }
  }

  @Test
  void anImageThatIsNotThereIsNamed() {
    assertFails(
        linnet("infer", "--server", "localhost:1", folder.resolve("no.png").toString()),
        ExitCode.INPUT,
        "no.png");
  }

  @Test
  void aPlanThatWasNeverServedCannotBeInsistedOn() {
    TinyRun.in(workspace);

    assertFails(
        linnet("infer", "--no-store", "--server", "localhost:1", "--bundle", "tiny", image()),
        ExitCode.INPUT,
        "serve");
  }

  private String image() {
    Path file = folder.resolve("image.png");
    ImageFile.writePng(file, new Shape(1, 28, 28), new byte[28 * 28]);
    return file.toString();
  }
}
