// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.InsecureAccess;
import linnet.inference.protocol.PredictionStatistics;
import linnet.network.InputException;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.BundleFiles;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import linnet.serving.InferenceServer;
import linnet.serving.ServerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet serve}: the weights' side of private inference. */
@Command(
    name = "serve",
    description = {
      "Compiles a run's classifier to a private program and serves it until Ctrl-C.",
      "By the protocol the server learns neither images nor predictions, and clients do not learn"
          + " the weights.",
      "WARNING: in this version an insecure trusted dealer, inside the server's process, stands in"
          + " for the offline phase: a server that looks can read the images.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet serve first --port 7000",
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
      names = "--until-input-ends",
      hidden = true,
      description = "Stop when standard input ends: a parent process that dies ends its server.")
  private boolean untilInputEnds;

  Serve(Console console) {
    super(console);
  }

  /** What is printed once clients may come. */
  record Serving(
      String address, int port, String network, int relus, String plan, boolean dealer) {}

  @Override
  void run() {
    PrivateProgram program = program();
    ServerOptions options =
        ServerOptions.withDealer(port, InsecureAccess.acceptThatTheServerCanSeeImages())
            .withHost(host)
            .withAfterEach(this::report);
    try (InferenceServer server = InferenceServer.start(program, options)) {
      announce(server, program.plan());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "linnet-stop"));
      if (untilInputEnds) {
        awaitEnd(System.in);
      } else {
        server.awaitClose();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to stop
    }
  }

  private PrivateProgram program() {
    Path folder = Path.of(subject);
    if (Files.isDirectory(folder) && BundleFiles.isBundle(folder)) {
      if (data == null) {
        throw new InputException(
            "A bundle without its run needs --data DIR, whose training images calibrate the program.");
      }
      return compile(BundleFiles.read(folder), DataSource.of(data, 0, 0));
    }
    RunDirectory run = run(subject);
    String name = PrivateModel.chosen(run, bundle);
    PrivateProgram program =
        compile(run.bundle(name), TrainSettings.of(run).source().movedTo(data));
    PrivateModel.storePlan(run, name, program.plan());
    return program;
  }

  private PrivateProgram compile(Bundle model, DataSource source) {
    console().note("compiling the private program ...");
    PrivateProgram program = PrivateModel.compile(model, source.open());
    console().note(program.plan().toString());
    return program;
  }

  private void announce(InferenceServer server, ProgramPlan plan) {
    Dealer.warn(console());
    Serving serving =
        new Serving(
            new Address(host, server.port()).toString(),
            server.port(),
            plan.network(),
            plan.keptUnits(),
            plan.digest(),
            true);
    console()
        .result(
            serving,
            "Serving %s with %,d ReLUs on %s, plan %s. Stop with Ctrl-C."
                .formatted(serving.network(), serving.relus(), serving.address(), serving.plan()));
  }

  private void report(PredictionStatistics cost) {
    console()
        .note(
            "served %d predictions: offline %s in %.0f ms, online %s in %.0f ms"
                .formatted(
                    cost.batch(),
                    Figures.bytes(cost.offline().bytes()),
                    cost.offline().millis(),
                    Figures.bytes(cost.online().bytes()),
                    cost.online().millis()));
  }

  private static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // what comes in does not matter, only its end
      }
    } catch (IOException e) {
      throw new InputException("Standard input cannot be read.", e);
    }
  }
}
