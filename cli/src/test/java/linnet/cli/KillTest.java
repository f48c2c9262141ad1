// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import linnet.network.Shape;
import linnet.network.images.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Either party is killed at random instants of preparing and inferring, as by {@code kill -9}; more
 * often with {@code -Dlinnet.kills=200}. The instants are seeded fractions of what the command
 * takes undisturbed, so that they fall into its work on machines of any speed.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("linnet.kills", 8);

  @TempDir private Path folder;
  private String port = "";

  /** Names of the pieces of a store; true if spent. */
  private record Pieces(Map<String, Boolean> spent) {
    static Pieces of(Path store) throws SQLException {
      Map<String, Boolean> spent = new HashMap<>();
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + store.resolve("index.sqlite"));
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 20000");
        try (ResultSet rows = statement.executeQuery("SELECT hex(id), state FROM piece")) {
          while (rows.next()) {
            spent.put(rows.getString(1), rows.getString(2).equals("spent"));
          }
        }
      }
      return new Pieces(spent);
    }

    List<String> spentNames() {
      return spent.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
    }
  }

  /** Both stores at one instant. */
  private record Both(Pieces server, Pieces client) {
    /** Spent stays spent at both ends, and what the server spent the client had spent before. */
    void assertFollows(Both before) {
      assertThat(server.spentNames()).containsAll(before.server.spentNames());
      assertThat(client.spentNames()).containsAll(before.client.spentNames());
      assertThat(server.spent.keySet()).containsAll(before.server.spent.keySet());
      assertThat(client.spentNames()).containsAll(server.spentNames());
      assertThat(server.spent.keySet()).containsAll(client.spent.keySet());
    }
  }

  @Test
  void noPieceIsEverSpentTwiceAndEverythingResumes() throws Exception {
    TinyRun.in(folder.resolve("runs"));
    port = String.valueOf(StoredMaterialTest.freePort());
    SplittableRandom random = new SplittableRandom(4);
    LinnetProcess server = serve();
    try {
      Map<Boolean, Double> seconds =
          Map.of(true, undisturbed(prepare(2)), false, undisturbed(infer()));
      Both before = stores();
      int answered = 1;
      for (int kill = 0; kill < KILLS; kill++) {
        boolean preparing = random.nextBoolean();
        try (LinnetProcess client = client(preparing ? prepare(2 + kill / 2) : infer())) {
          double instant = seconds.getOrDefault(preparing, 1.0) * (0.3 + 0.7 * random.nextDouble());
          Thread.sleep(Math.round(1000 * instant));
          if (random.nextInt(3) == 0) {
            server.kill();
            answered += finished(client, preparing);
            server = serve();
          } else {
            client.kill();
          }
        }
        Both after = stores();
        after.assertFollows(before);
        assertThat(after.server.spentNames()).hasSizeGreaterThanOrEqualTo(answered);
        before = after;
      }
      assertResumes();
      stores().assertFollows(before);
    } finally {
      server.close();
    }
  }

  /** A client whose server was killed says so in one sentence, unless it was done already. */
  private static int finished(LinnetProcess client, boolean preparing) throws Exception {
    int code = client.exitCode();
    assertThat(code).isIn(ExitCode.OK.code(), ExitCode.PEER.code());
    assertThat(client.errors()).doesNotContain("\tat ");
    return code == ExitCode.OK.code() && !preparing ? 1 : 0;
  }

  private void assertResumes() throws Exception {
    try (LinnetProcess prepared = client(prepare(2))) {
      assertThat(prepared.document().get("prepared").asInt()).isGreaterThanOrEqualTo(2);
    }
    String[] verified = {"--verify", "tiny", "--workspace", folder.resolve("runs").toString()};
    List<String> line = new ArrayList<>(infer());
    line.addAll(List.of(verified));
    try (LinnetProcess inferred = client(line)) {
      assertThat(inferred.document().get("predictions")).hasSize(1);
      assertThat(inferred.exitCode()).isZero();
    }
  }

  private double undisturbed(List<String> command) throws Exception {
    long start = System.nanoTime();
    try (LinnetProcess client = client(command)) {
      assertThat(client.exitCode()).as(client.errors()).isZero();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private List<String> prepare(int count) {
    return List.of("prepare", "--count", String.valueOf(count));
  }

  private List<String> infer() {
    Path image = folder.resolve("image.png");
    ImageFile.writePng(image, new Shape(1, 28, 28), new byte[28 * 28]);
    return List.of("infer", image.toString());
  }

  private LinnetProcess client(List<String> command) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--server", "localhost:" + port, "--insecure-dealer", "--json", "--quiet"));
    line.addAll(List.of("--store", folder.resolve("client").toString()));
    return LinnetProcess.start(folder, line.toArray(String[]::new));
  }

  private LinnetProcess serve() throws IOException {
    LinnetProcess server =
        LinnetProcess.start(
            folder,
            "serve",
            "tiny",
            "--workspace",
            folder.resolve("runs").toString(),
            "--port",
            port,
            "--store",
            folder.resolve("server").toString(),
            "--insecure-dealer",
            "--json",
            "--quiet");
    server.document();
    return server;
  }

  private Both stores() throws SQLException {
    return new Both(Pieces.of(folder.resolve("server")), Pieces.of(folder.resolve("client")));
  }
}
