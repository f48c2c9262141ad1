// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import linnet.network.InputException;
import linnet.training.parallel.LostProcessException;

/** The process that started this one: when it ends, however it ends, so does our input. */
final class ParentProcess {
  private ParentProcess() {}

  /** Returns when it has ended. */
  static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // what comes in does not matter, only its end
      }
    } catch (IOException e) {
      throw new InputException("Standard input cannot be read.", e);
    }
  }

  /**
   * What fails, whenever it is called, once the parent has ended.
   *
   * @param input what the parent ends by its own end
   */
  static Runnable alive(InputStream input) {
    AtomicBoolean over = new AtomicBoolean();
    Thread.ofPlatform().daemon().name("linnet-parent").start(() -> watch(input, over));
    return () -> {
      if (over.get()) {
        throw new LostProcessException(
            "The process that started this one is gone; start the training again with --resume.");
      }
    };
  }

  private static void watch(InputStream input, AtomicBoolean over) {
    try {
      awaitEnd(input);
    } finally {
      over.set(true);
    }
  }
}
