// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import linnet.crypto.channel.PasswordSource;
import linnet.crypto.channel.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CertificatesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void everyPartyGetsStoresThatTlsTakes() {
    Path out = folder.resolve("tls");
    CommandRun run =
        CommandRun.of(
            "certificates",
            "--out",
            out.toString(),
            "--client",
            "alice",
            "--client",
            "bob",
            "--json");

    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("FOR TESTS ONLY");
    JsonNode made = run.json();
    for (String party :
        new String[] {
          made.get("server").asString(),
          made.get("clients").get("alice").asString(),
          made.get("clients").get("bob").asString()
        }) {
      Path own = Path.of(party);
      assertThat(
              TlsSettings.load(
                  own.resolve("keys.p12"),
                  own.resolve("trust.p12"),
                  PasswordSource.file(own.resolve("password"))))
          .isNotNull();
    }
  }

  @Test
  void nothingIsOverwritten() {
    String out = folder.resolve("tls").toString();
    assertThat(CommandRun.of("certificates", "--out", out).code()).isZero();

    CommandRun again = CommandRun.of("certificates", "--out", out);

    assertThat(again.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(again.failures()).singleElement().asString().contains("nothing is overwritten");
  }

  @Test
  void namesThatNoCertificateCanBearAreRefused() {
    CommandRun run =
        CommandRun.of(
            "certificates", "--out", folder.resolve("tls").toString(), "--client", "../up");

    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.failures()).singleElement().asString().contains("\"../up\" cannot be");
    assertThat(folder.resolve("tls")).doesNotExist();
  }
}
