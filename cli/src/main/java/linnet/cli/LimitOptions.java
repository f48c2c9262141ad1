// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.inference.protocol.ServerSettings;
import linnet.serving.Quotas;
import linnet.serving.SessionLimits;
import picocli.CommandLine.Option;

/** Options that bound what a server does, at once and for each client. */
final class LimitOptions {
  @Option(
      names = "--max-batch",
      paramLabel = "N",
      description = "Most images of one inference (default: ${DEFAULT-VALUE}).",
      defaultValue = "64")
  private int maxBatch;

  @Option(
      names = "--max-prepare",
      paramLabel = "N",
      description =
          "Most pieces of material prepared in one batch; larger ones are cheaper a piece and take"
              + " more memory (default: ${DEFAULT-VALUE}).",
      defaultValue = "64")
  private int maxPrepare;

  @Option(
      names = "--max-clients",
      paramLabel = "N",
      description = "Most clients at once; more are turned away (default: ${DEFAULT-VALUE}).",
      defaultValue = "32")
  private int maxClients;

  @Option(
      names = "--quota-predictions",
      paramLabel = "N",
      description =
          "Most predictions of one client in a window, by its certificate, or its address without"
              + " TLS: queries are what steals models (default: no limit).")
  private long predictions = Long.MAX_VALUE;

  @Option(
      names = "--quota-window",
      paramLabel = "SPAN",
      description = "Length of the window, such as 1d, 12h, 30m (default: ${DEFAULT-VALUE}).",
      defaultValue = "1d")
  private String window = "1d";

  @Option(
      names = "--quota-pieces",
      paramLabel = "N",
      description =
          "Most unspent pieces of material waiting for one client (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  private long pieces;

  ServerSettings applyTo(ServerSettings settings) {
    return settings.withLimits(maxBatch, maxPrepare);
  }

  SessionLimits sessions() {
    return SessionLimits.DEFAULT.withSessions(maxClients);
  }

  Quotas quotas() {
    return Quotas.DEFAULT.withPredictions(predictions, TimeSpan.parse(window)).withPrepared(pieces);
  }
}
