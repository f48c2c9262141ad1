// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import linnet.serving.certificates.TestCertificates;
import linnet.serving.certificates.Validity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linnet certificates}: what is needed to try TLS. */
@Command(
    name = "certificates",
    description = {
      "Makes a test authority for servers, one for clients, and for each party a folder with key"
          + " store, trust store (PKCS #12) and password.",
      "FOR TESTS ONLY: the authorities' keys are dropped at once, so nothing can be added, renewed"
          + " or revoked; use your own authority where it matters.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet certificates --out tls",
      "  linnet certificates --out tls --server-name server.lan --client alice --client bob --days 7",
    })
final class Certificates extends LinnetCommand {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "A new or empty folder; nothing is overwritten.")
  private Path folder = Path.of("");

  @Option(
      names = "--server-name",
      paramLabel = "HOST",
      description =
          "Name or address by which clients reach the server; repeatable (default: localhost and"
              + " 127.0.0.1).")
  private List<String> serverNames = List.of("localhost", "127.0.0.1");

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description = "A client's name; repeatable (default: client).")
  private List<String> clients = List.of("client");

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How long they hold (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int days;

  Certificates(Console console) {
    super(console);
  }

  /** What was made, and where. */
  record Made(String server, Map<String, String> clients, int days, boolean forTestsOnly) {}

  @Override
  void run() {
    TestCertificates.Folders folders =
        TestCertificates.make(folder, serverNames, clients, Validity.days(days));
    Map<String, String> byName = new TreeMap<>();
    folders.clients().forEach(path -> byName.put(path.getFileName().toString(), path.toString()));
    console()
        .warning(
            "these certificates are FOR TESTS ONLY: whoever copies this folder can be any of the"
                + " parties, and nothing can be revoked.");
    Made made = new Made(folders.server().toString(), byName, days, true);
    console()
        .result(
            made,
            "Certificates for %d days: server in %s, clients in %s."
                .formatted(days, made.server(), String.join(", ", byName.values())));
  }
}
