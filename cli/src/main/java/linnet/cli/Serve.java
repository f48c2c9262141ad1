// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import linnet.crypto.channel.LinkProfile;
import linnet.crypto.channel.TlsSettings;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.ServerInference;
import linnet.inference.protocol.ServerOffer;
import linnet.inference.protocol.ServerSettings;
import linnet.network.InputException;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.BundleFiles;
import linnet.report.ClassifierName;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import linnet.serving.InferenceServer;
import linnet.serving.MonitoringOptions;
import linnet.serving.ServerOptions;
import linnet.training.data.DataSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet serve}: the weights' side of private inference. */
@Command(
    name = "serve",
    description = {
      "Compiles a run's classifier to a private program and serves it until Ctrl-C or SIGTERM, which"
          + " let requests under way finish.",
      "By the protocol the server learns neither images nor predictions, and clients do not learn"
          + " the weights.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet serve first --port 7000",
      "  linnet serve several --width 0.5 --width 1",
      "  linnet serve first --host 0.0.0.0 --tls-keys keys.p12 --tls-trust trust.p12"
          + " --tls-password-file password --quota-predictions 1000 --metrics-port 9100",
      "  linnet serve linnet-runs/first/teacher --data DIR/cifar100 --port 0 --json",
    })
final class Serve extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "RUN|BUNDLE", description = "A run, or a bundle's folder.")
  private String subject = "";

  @Option(
      names = "--bundle",
      paramLabel = "NAME",
      description = "Which bundle of the run (default: student if there is one, else teacher).")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "TCP port; 0 takes a free one (default: ${DEFAULT-VALUE}).",
      defaultValue = "7000")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).",
      defaultValue = "localhost")
  private String host = "localhost";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data set whose training images calibrate the program (default: the run's own).")
  private @Nullable String data;

  @Option(
      names = "--link",
      paramLabel = "LINK",
      converter = LinkConverter.class,
      description =
          "Imitate a link towards clients, for measurements: lan, wan, or a rate and a round trip"
              + " such as 200Mbit/40ms; give infer the same.",
      defaultValue = "loopback")
  private LinkProfile link = LinkProfile.LOOPBACK;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Show health (/healthz, /readyz) and metrics for Prometheus (/metrics) by plain HTTP on"
              + " this port of the same address; 0 takes a free one (default: nowhere).")
  private Optional<Integer> metricsPort = Optional.empty();

  @Option(
      names = "--until-input-ends",
      hidden = true,
      description = "Stop when standard input ends: a parent process that dies ends its server.")
  private boolean untilInputEnds;

  @Mixin private WidthOption widths = new WidthOption();
  @Mixin private ProtocolOptions protocol = new ProtocolOptions();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private ServerStore storing = new ServerStore();
  @Mixin private TlsOptions tls = new TlsOptions();

  Serve(Console console) {
    super(console);
  }

  /**
   * What is printed once clients may come.
   *
   * @param plan digest of the plan
   * @param parameters of the protocol
   * @param protection what protects the images, a line each
   * @param tls whether clients are authenticated and the line is encrypted
   * @param metricsPort null if metrics are not shown
   * @param offers all programs among which clients choose, that of the fields above first
   */
  record Serving(
      String address,
      int port,
      String network,
      int relus,
      String plan,
      String parameters,
      List<String> protection,
      int maxBatch,
      int maxPrepare,
      boolean tls,
      @Nullable Integer metricsPort,
      boolean dealer,
      List<Offer> offers) {}

  /**
   * One program.
   *
   * @param plan digest by which a client asks for it
   */
  record Offer(String network, int relus, String plan) {
    static Offer of(ServerInference inference) {
      return new Offer(
          inference.plan().network(), inference.plan().keptUnits(), inference.digest());
    }

    String text() {
      return "%s with %,d ReLUs: plan %s".formatted(network, relus, plan);
    }
  }

  @Override
  void run() {
    Optional<TlsSettings> credentials = tls.settings();
    Optional<RunDirectory> run =
        BundleFolder.is(subject) ? Optional.empty() : Optional.of(run(subject));
    try (ServerStore.Open open = storing.open()) {
      ServerSettings settings =
          limits.applyTo(protocol.applyTo(ServerSettings.of(open.material(), open.cache())));
      ServerOptions options = options(settings, open, credentials);
      List<PrivateProgram> programs = run.isPresent() ? programs(run.get()) : programsOfBundle();
      ServerOffer offer =
          new ServerOffer(
              programs.stream().map(program -> new ServerInference(program, settings)).toList());
      serve(offer, options, credentials.isPresent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to stop
    }
  }

  private ServerOptions options(
      ServerSettings settings, ServerStore.Open open, Optional<TlsSettings> credentials) {
    ServerOptions options =
        ServerOptions.local(port, settings)
            .withHost(host)
            .withLink(link)
            .withLimits(limits.sessions())
            .withQuotas(limits.quotas(), open.ledger())
            .withAfterEach(this::report);
    if (credentials.isPresent()) {
      options = options.withTls(credentials.get());
    }
    return metricsPort.isEmpty()
        ? options
        : options.withMonitoring(new MonitoringOptions(host, metricsPort.get()));
  }

  private void serve(ServerOffer offer, ServerOptions options, boolean authenticated)
      throws InterruptedException {
    try (InferenceServer server = InferenceServer.start(offer, options)) {
      announce(server, offer, authenticated);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "linnet-stop"));
      if (untilInputEnds) {
        ParentProcess.awaitEnd(System.in);
      } else {
        server.awaitClose();
      }
    }
  }

  private List<PrivateProgram> programsOfBundle() {
    if (data == null) {
      throw new InputException(
          "A bundle without its run needs --data DIR, whose training images calibrate the program.");
    }
    DataSet images = DataSource.of(data, 0, 0).open();
    List<Bundle> bundles = widths.of(BundleFiles.read(Path.of(subject)));
    compiling();
    return bundles.stream().map(each -> PrivateModel.compile(each, images)).toList();
  }

  private List<PrivateProgram> programs(RunDirectory run) {
    List<PrivateProgram> programs = new ArrayList<>();
    for (ClassifierName name : widths.of(PrivateModel.chosen(run, bundle))) {
      compiling();
      PrivateProgram program = PrivateModel.ofRun(run, name.toString(), data);
      PrivateModel.storePlan(run, name.toString(), program.plan());
      programs.add(program);
    }
    return programs;
  }

  private void compiling() {
    console().note("compiling the private program ...");
  }

  private void announce(InferenceServer server, ServerOffer offer, boolean authenticated) {
    ServerInference inference = offer.programs().getFirst();
    List<Offer> offers = offer.programs().stream().map(Offer::of).toList();
    List<String> protection = inference.describeProtection();
    offer.programs().forEach(each -> console().note(each.plan().toString()));
    protection.forEach(console()::note);
    if (offers.size() > 1) {
      offers.forEach(each -> console().note(each.text()));
    }
    if (inference.parameters().dealer()) {
      Dealer.warn(console());
    }
    if (!authenticated) {
      console()
          .warning(
              "plain TCP, a development mode: nothing is encrypted on the line and nobody proves who"
                  + " they are; see --tls-keys.");
    }
    OptionalInt metrics = server.monitoringPort();
    Serving serving =
        new Serving(
            new Address(host, server.port()).toString(),
            server.port(),
            inference.plan().network(),
            inference.plan().keptUnits(),
            inference.digest(),
            inference.parameters().canonical(),
            protection,
            inference.maxBatch(),
            inference.maxPrepare(),
            authenticated,
            metrics.isPresent() ? (Integer) metrics.getAsInt() : null,
            inference.parameters().dealer(),
            offers);
    console()
        .result(
            serving,
            "Serving %s with %,d ReLUs on %s, plan %s. Stop with Ctrl-C."
                .formatted(serving.network(), serving.relus(), serving.address(), serving.plan()));
  }

  private void report(PredictionStatistics cost) {
    console()
        .note(
            "served %d predictions: online %s in %.0f ms"
                .formatted(
                    cost.batch(), Figures.bytes(cost.online().bytes()), cost.online().millis()));
  }
}
