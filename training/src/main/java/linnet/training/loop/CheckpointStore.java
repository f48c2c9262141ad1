// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.files.AtomicFiles;
import linnet.training.loop.CheckpointCodec.Numbered;

/**
 * The checkpoints of one phase: two files, of which the older one is replaced, atomically, by the
 * newest. So the last but one stays until the last one is complete, and survives its corruption.
 */
final class CheckpointStore {
  private final List<Path> slots;
  private long last;

  CheckpointStore(Path folder) {
    slots = List.of(folder.resolve("checkpoint-even"), folder.resolve("checkpoint-odd"));
  }

  /**
   * The newest readable checkpoint.
   *
   * @param notice told in a sentence of each file that is not readable
   * @throws InputException if there are files but none is readable
   */
  Optional<Checkpoint> newest(Network network, Consumer<String> notice) {
    Numbered newest = null;
    boolean unreadable = false;
    for (Path slot : slots) {
      Optional<Numbered> found = read(slot, network, notice);
      unreadable |= found.isEmpty() && Files.exists(slot);
      if (found.isPresent() && (newest == null || found.get().number() > newest.number())) {
        newest = found.get();
      }
    }
    if (newest == null) {
      requireNone(unreadable);
      return Optional.empty();
    }
    last = newest.number();
    return Optional.of(newest.checkpoint());
  }

  private void requireNone(boolean unreadable) {
    if (unreadable) {
      throw new InputException(
          "No checkpoint in %s can be read; remove the folder to begin this training anew."
              .formatted(slots.getFirst().getParent()));
    }
  }

  private static Optional<Numbered> read(Path slot, Network network, Consumer<String> notice) {
    if (!Files.exists(slot)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CheckpointCodec.read(Files.readAllBytes(slot), network));
    } catch (CorruptCheckpoint | IOException e) {
      notice.accept(
          "The checkpoint %s cannot be used, because %s; the other one is taken instead."
              .formatted(slot, e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Writes the next checkpoint.
   *
   * @throws InputException if the disk is full; the checkpoints so far are as before then
   */
  void write(Checkpoint checkpoint) {
    long number = last + 1;
    AtomicFiles.write(
        slots.get((int) (number % 2)),
        out -> CheckpointCodec.write(new Numbered(number, checkpoint), out));
    last = number;
  }
}
