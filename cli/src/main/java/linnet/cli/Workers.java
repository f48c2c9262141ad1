// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import linnet.training.parallel.LostProcessException;
import linnet.training.parallel.Rendezvous;

/** The other processes of a training, as far as this one has started them. */
final class Workers implements AutoCloseable {
  private static final String GPUS = "CUDA_VISIBLE_DEVICES";

  private final List<ChildLinnet> children = new ArrayList<>();

  private Workers() {}

  /** Starts them on this machine, unless they come by themselves. */
  static Workers start(ParallelOptions options, Rendezvous place) {
    Workers workers = new Workers();
    if (options.startsOthers()) {
      Path folder = place.folder().orElseThrow();
      for (int rank = 1; rank < options.worldSize; rank++) {
        workers.children.add(ChildLinnet.start(command(options, rank, folder), gpu(rank)));
      }
    }
    return workers;
  }

  private static List<String> command(ParallelOptions options, int rank, Path folder) {
    return List.of(
        "train",
        "--world-size",
        String.valueOf(options.worldSize),
        "--rank",
        String.valueOf(rank),
        ParallelOptions.MEETING,
        folder.toString(),
        "--quiet");
  }

  /** Each process has a GPU of its own, if there is any: it takes the first that it sees. */
  private static Map<String, String> gpu(int rank) {
    String visible = System.getenv(GPUS);
    String[] all =
        visible == null
            ? IntStream.rangeClosed(0, rank).mapToObj(String::valueOf).toArray(String[]::new)
            : visible.split(",");
    return Map.of(GPUS, rank < all.length ? all[rank] : "");
  }

  /**
   * Fails if one has ended.
   *
   * @throws LostProcessException saying so
   */
  void requireAlive() {
    if (!children.stream().allMatch(ChildLinnet::isAlive)) {
      throw new LostProcessException(
          "A process of this training has ended before it began; its own message says why.");
    }
  }

  @Override
  public void close() {
    children.forEach(ChildLinnet::close);
  }
}
