// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import linnet.material.MaterialKey;
import linnet.network.Shape;
import linnet.network.images.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Material that is made ahead, over TLS, by a client that comes and goes and a server that does
 * too.
 */
class StoredMaterialTest {
  @TempDir private Path folder;
  private int port;

  @Test
  void materialIsMadeOnceOutlivesBothPartiesAndIsSpentUpToTheQuota() throws Exception {
    TinyRun.in(folder.resolve("runs"));
    CommandRun.of("certificates", "--out", folder.resolve("tls").toString(), "--client", "alice");
    port = freePort();
    try (LinnetProcess server = serve()) {
      assertThat(server.document().get("tls").asBoolean()).isTrue();
      assertThat(made(2)).isEqualTo(2);
      assertThat(made(2)).isZero();
      assertThat(made(3)).isEqualTo(1);
      assertRefusesPlainClients();
      assertThat(server.terminate()).isNotEqualTo(137);
      assertThat(server.errors()).doesNotContain("\tat ");
    }
    try (LinnetProcess server = serve()) {
      server.document();
      JsonNode answer = client("infer", image()).json();
      assertThat(answer.get("predictions")).hasSize(1);
      assertThat(unspent()).isEqualTo(2);
      CommandRun second = client("infer", image(), image());
      assertThat(second.code()).isEqualTo(ExitCode.REFUSED.code());
      assertThat(second.failures()).singleElement().asString().contains("quota of 2 predictions");
      CommandRun many = client("prepare", "--count", "6");
      assertThat(many.code()).isEqualTo(ExitCode.REFUSED.code());
      assertThat(many.failures()).singleElement().asString().contains("prepared pieces");
    }
  }

  @Test
  void aStoreUnderAnotherKeyIsNotOpened() {
    Path store = folder.resolve("store");
    MaterialFolder.open(store, java.util.Optional.empty()).close();
    Path other = folder.resolve("other.key");
    MaterialKey.create(other);

    CommandRun run =
        CommandRun.of(
            "prepare",
            "--server",
            "localhost:1",
            "--count",
            "1",
            "--store",
            store.toString(),
            "--store-key",
            other.toString());

    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.failures()).singleElement().asString().contains("key");
  }

  @Test
  void aClientKeepsItsName() {
    Path store = folder.resolve("store");
    MaterialFolder.open(store, java.util.Optional.empty()).close();

    String name = MaterialFolder.clientName(store);

    assertThat(name).matches("[0-9a-f]{32}");
    assertThat(MaterialFolder.clientName(store)).isEqualTo(name);
  }

  private void assertRefusesPlainClients() {
    CommandRun plain =
        CommandRun.of("infer", "--no-store", "--server", "localhost:" + port, image());
    assertThat(plain.code()).isEqualTo(ExitCode.PEER.code());
    assertThat(plain.failures()).hasSize(1);
  }

  private int made(int count) {
    return client("prepare", "--count", String.valueOf(count)).json().get("made").asInt();
  }

  private int unspent() {
    return CommandRun.of("material", "ls", "--json", "--store", store("client"))
        .json()
        .get("pools")
        .get(0)
        .get("unspent")
        .asInt();
  }

  private CommandRun client(String command, String... more) {
    List<String> line = new ArrayList<>(List.of(command, "--server", "localhost:" + port));
    line.addAll(List.of("--insecure-dealer", "--json", "--quiet", "--store", store("client")));
    line.addAll(tls("alice"));
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private LinnetProcess serve() throws IOException {
    List<String> line = new ArrayList<>(List.of("serve", "tiny", "--json", "--quiet"));
    line.addAll(List.of("--workspace", folder.resolve("runs").toString()));
    line.addAll(List.of("--port", String.valueOf(port), "--store", store("server")));
    line.addAll(List.of("--insecure-dealer", "--quota-predictions", "2", "--quota-pieces", "5"));
    line.addAll(tls("server"));
    return LinnetProcess.start(folder, line.toArray(String[]::new));
  }

  private List<String> tls(String party) {
    Path own = folder.resolve("tls");
    own = party.equals("server") ? own.resolve(party) : own.resolve("clients").resolve(party);
    return List.of(
        "--tls-keys",
        own.resolve("keys.p12").toString(),
        "--tls-trust",
        own.resolve("trust.p12").toString(),
        "--tls-password-file",
        own.resolve("password").toString());
  }

  private String store(String party) {
    return folder.resolve("material").resolve(party).toString();
  }

  private String image() {
    Path image = folder.resolve("image.png");
    ImageFile.writePng(image, new Shape(1, 28, 28), new byte[28 * 28]);
    return image.toString();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      return socket.getLocalPort();
    }
  }
}
