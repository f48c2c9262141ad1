// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PieceId;
import linnet.material.MaterialKey;
import linnet.material.SqliteMaterialStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MaterialCommandsTest {
  private static final MaterialPool OLD = new MaterialPool("alice", "a".repeat(64), "linnet/2");
  private static final MaterialPool NEW = new MaterialPool("bob", "b".repeat(64), "linnet/2");

  @TempDir private Path folder;

  @BeforeEach
  void fillTheStore() {
    MaterialKey key = MaterialKey.create(folder.resolve("key"));
    for (MaterialPool pool : List.of(OLD, NEW)) {
      Instant made =
          Instant.parse(pool.equals(OLD) ? "2026-01-01T10:00:00Z" : "2099-01-01T10:00:00Z");
      try (SqliteMaterialStore store =
          SqliteMaterialStore.open(folder.resolve("store"), key, () -> made)) {
        for (int i = 0; i < 3; i++) {
          store.put(pool, new PieceId(made.getEpochSecond(), i), new byte[1000]);
        }
        assertThat(store.claim(pool, new PieceId(made.getEpochSecond(), 0))).isPresent();
      }
    }
  }

  private CommandRun material(String... arguments) {
    return CommandRun.of(
        Stream.of(
                Stream.of("material"),
                Stream.of(arguments),
                Stream.of("--store", folder.resolve("store").toString()))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private int unspent() {
    int sum = 0;
    for (JsonNode pool : material("ls", "--json").json().get("pools")) {
      sum += pool.get("unspent").asInt();
    }
    return sum;
  }

  @Test
  void thePoolsAreListedForPeopleAndForPrograms() {
    CommandRun text = material("ls");
    JsonNode pool = material("ls", "--json").json().get("pools").get(0);

    assertThat(text.code()).isZero();
    assertThat(text.err()).isEmpty();
    assertThat(text.out())
        .containsPattern("alice +aaaaaaaaaaaa +linnet/2 +2 +1 .* 2026-01-01T10:00:00Z")
        .containsPattern("bob +bbbbbbbbbbbb +linnet/2 +2 +1 ");
    assertThat(pool.get("digest").asString()).isEqualTo(OLD.digest());
    assertThat(pool.get("bytes").asLong()).isEqualTo(2000);
    assertThat(pool.get("oldest").asString()).isEqualTo("2026-01-01T10:00:00Z");
  }

  @Test
  void nothingIsRemovedWithoutConsent() {
    CommandRun run = material("gc", "--older-than", "1d");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("To be removed: 2 unspent pieces");
    assertThat(run.err()).contains("--yes");
    assertThat(material("gc", "--older-than", "1d", "--dry-run").out()).isEqualTo(run.out());
    assertThat(unspent()).isEqualTo(4);
  }

  @Test
  void withConsentOldPiecesGoAndForgettingTakesTheirNamesToo() {
    JsonNode removed = material("gc", "--older-than", "1d", "--yes", "--json").json();

    assertThat(removed.get("removed").asBoolean()).isTrue();
    assertThat(removed.get("discarded").asInt()).isEqualTo(2);
    assertThat(unspent()).isEqualTo(2);
    JsonNode forgotten = material("gc", "--forget-digest", "aaaa", "--yes", "--json").json();
    assertThat(forgotten.get("forgotten").asInt()).isEqualTo(3);
    assertThat(material("ls", "--json").json().get("pools").size()).isEqualTo(1);
  }

  @Test
  void anUnknownPlanIsNamedAndNothingGoes() {
    CommandRun run = material("gc", "--keep-digest", "cccc", "--yes");

    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.failures()).singleElement().asString().contains("cccc");
    assertThat(unspent()).isEqualTo(4);
  }

  @Test
  void theGroupAloneIsWrongUsageAndItsHelpNamesTheCommands() {
    assertThat(CommandRun.of("material").code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(CommandRun.of("material", "--help").out()).contains("ls").contains("gc");
  }
}
