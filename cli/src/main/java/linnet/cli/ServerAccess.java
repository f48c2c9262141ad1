// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Optional;
import linnet.crypto.channel.LinkProfile;
import linnet.crypto.channel.TcpChannel;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.channel.TlsSettings;
import linnet.inference.client.InferenceClient;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.protocol.InsecureAccess;
import linnet.network.InputException;
import linnet.report.ClassifierName;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a client: where the server is, and what must be true of it. */
final class ServerAccess {
  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      required = true,
      converter = Address.Converter.class,
      description = "Where linnet serve listens.")
  private Address server = new Address("localhost", 7000);

  @Option(
      names = "--bundle",
      paramLabel = "RUN[/NAME]",
      description = "Insist on the plan that was served from this run, and refuse any other.")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--width",
      paramLabel = "RATE",
      description =
          "Insist on the plan of --bundle at this rate of channels, of those that the server offers.")
  private Optional<Double> width = Optional.empty();

  @Option(
      names = "--expect",
      paramLabel = "DIGEST",
      description = "Insist on the plan with this digest, which serve prints.",
      defaultValue = "")
  private String digest = "";

  @Option(
      names = "--link",
      paramLabel = "LINK",
      converter = LinkConverter.class,
      description =
          "Imitate a link towards the server, for measurements: lan, wan, or a rate and a round"
              + " trip such as 200Mbit/40ms; give serve the same.",
      defaultValue = "loopback")
  private LinkProfile link = LinkProfile.LOOPBACK;

  @Option(
      names = "--insecure-dealer",
      description =
          "Accept a server with an INSECURE dealer, which could see the images; development only.")
  private boolean dealer;

  @Mixin private TlsOptions tls = new TlsOptions();

  Address address() {
    return server;
  }

  /**
   * Connects and agrees on a plan.
   *
   * @param own settings of the material
   * @param program digest of a program that this party has; empty to let the options decide
   */
  InferenceClient connect(
      ClientSettings own, Optional<String> program, Console console, Workspace workspace) {
    ClientSettings expecting = own.withExpectedDigest(program.orElseGet(() -> expected(workspace)));
    ClientSettings settings =
        dealer ? expecting.withDealer(InsecureAccess.acceptThatTheServerCanSeeImages()) : expecting;
    Optional<TlsSettings> credentials = tls.settings();
    if (credentials.isEmpty()) {
      console.note(
          "plain TCP, for development: nothing is encrypted on the line and the server proves"
              + " nothing; see --tls-keys.");
    }
    InferenceClient client =
        InferenceClient.open(
            link.shape(
                TcpChannel.connect(server.host(), server.port(), Timeouts.DEFAULT, credentials)),
            settings);
    if (client.usesDealer()) {
      Dealer.warn(console);
    }
    return client;
  }

  private String expected(Workspace workspace) {
    if (bundle.isEmpty()) {
      if (width.isPresent()) {
        throw new InputException(
            "--width needs --bundle RUN, on whose plan at that width to insist; without the run's files, give the plan's digest with --expect.");
      }
      return digest;
    }
    BundleName named = BundleName.parse(bundle.get(), workspace);
    ClassifierName name = ClassifierName.parse(named.bundle());
    return PrivateModel.storedDigest(named.run(), name.at(width.orElse(name.width())).toString());
  }

  /**
   * A bundle of a run.
   *
   * @param bundle its name in the run
   */
  record BundleName(RunDirectory run, String bundle) {
    /** Reads {@code RUN} or {@code RUN/NAME}. */
    static BundleName parse(String text, Workspace workspace) {
      Optional<RunDirectory> run = workspace.lookUp(text);
      if (run.isPresent()) {
        return new BundleName(run.get(), run.get().newestBundle());
      }
      int slash = text.lastIndexOf('/');
      return slash < 1
          ? new BundleName(workspace.find(text), RunDirectory.STUDENT)
          : new BundleName(workspace.find(text.substring(0, slash)), text.substring(slash + 1));
    }
  }
}
