// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What is said when Ctrl-C ends a long command, which exits with 130; checkpoints need no help, for
 * they are complete at any instant.
 */
final class Interruption {
  private static final AtomicBoolean AWAITED = new AtomicBoolean();

  private Interruption() {}

  /** From now on, until {@link #over}, an interrupt prints how to go on. */
  static void announce(Console console, Supplier<String> howToGoOn) {
    if (!AWAITED.getAndSet(true)) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> explain(console, howToGoOn), "linnet-interrupted"));
    }
  }

  /** The command has ended by itself. */
  static void over() {
    AWAITED.set(false);
  }

  private static void explain(Console console, Supplier<String> howToGoOn) {
    if (AWAITED.get()) {
      console.failure("interrupted; the last checkpoint is kept, " + howToGoOn.get());
      // Not an orderly exit: it would tear libtorch down under its own running threads.
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
    }
  }
}
