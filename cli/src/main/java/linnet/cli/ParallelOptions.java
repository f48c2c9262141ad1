// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.Optional;
import linnet.network.InputException;
import linnet.training.parallel.Rendezvous;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options by which several processes train together. */
final class ParallelOptions {
  /** The option by which a process that is started here is told where to go. */
  static final String MEETING = "--meeting";

  @Option(
      names = "--world-size",
      paramLabel = "N",
      description = {
        "Train by N processes, each with its part of every batch (default: 1). Without --rank all of"
            + " them run on this machine."
      },
      defaultValue = "1")
  int worldSize = 1;

  @Option(
      names = "--rank",
      paramLabel = "R",
      description = {
        "This process is number R of N. Number 0 leads, reports and keeps the run; the others need"
            + " only --world-size, --master and, if it differs, --data, and learn the rest from it."
      })
  private Optional<Integer> rank = Optional.empty();

  @Option(
      names = "--master",
      paramLabel = "HOST:PORT",
      description =
          "Where number 0 listens, on all interfaces of its machine; nothing is encrypted and"
              + " nobody asked who it is, so use it in a closed network only.",
      converter = Address.Converter.class)
  private Optional<Address> master = Optional.empty();

  @Option(
      names = MEETING,
      hidden = true,
      description = "The folder in which number 0, which started this process, waits for it.")
  private Optional<Path> meeting = Optional.empty();

  @Option(
      names = "--batch-parts",
      paramLabel = "P",
      description = {
        "Batch normalization sees P parts of a batch one by one, which the processes share"
            + " (default: N). P decides the result; N does not."
      },
      defaultValue = "0")
  private int batchParts;

  /** Rejects combinations that mean nothing. */
  void validate(CommandLine command) {
    if (worldSize < 1 || batchParts < 0) {
      throw new InputException("Training needs at least 1 process and 1 part of a batch.");
    }
    if (rank.isPresent() != (master.isPresent() || meeting.isPresent())) {
      throw new CommandLine.ParameterException(
          command, "--rank and --master belong together: give both, or none");
    }
    if (rank.isPresent() && (rank.get() < 0 || rank.get() >= worldSize || worldSize < 2)) {
      throw new InputException(
          "There is no process %d of %d; ranks count from 0, and --world-size says how many there are."
              .formatted(rank.get(), worldSize));
    }
  }

  /** Whether this process learns from another one what to do. */
  boolean follows() {
    return rank.orElse(0) > 0;
  }

  /** Whether this process starts the others. */
  boolean startsOthers() {
    return worldSize > 1 && rank.isEmpty();
  }

  /** Whether another process of this machine has started this one. */
  boolean isStarted() {
    return meeting.isPresent();
  }

  /** Parts of a batch of a new run. */
  int parts() {
    return batchParts == 0 ? worldSize : batchParts;
  }

  /** Rejects a new run's batches if the processes cannot share them equally. */
  void requireFits(int batchSize) {
    if (parts() % worldSize != 0 || batchSize % parts() != 0) {
      throw new InputException(
          "Batches of %d images in %d parts cannot be shared by %d processes; parts must divide the batch, and processes the parts."
              .formatted(batchSize, parts(), worldSize));
    }
  }

  /** Opens the meeting place or goes there. */
  Rendezvous rendezvous() {
    if (startsOthers()) {
      return Rendezvous.here(worldSize);
    }
    if (meeting.isPresent()) {
      return Rendezvous.in(meeting.get(), rank.orElseThrow(), worldSize);
    }
    Address at = master.orElseThrow();
    return follows()
        ? Rendezvous.join(at.host(), at.port(), rank.orElseThrow(), worldSize)
        : Rendezvous.host(at.host(), at.port(), worldSize);
  }
}
