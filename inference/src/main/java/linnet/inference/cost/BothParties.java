// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Both halves of a protocol in this process, a thread each, for measurements.
 *
 * @param server what the server's half gave
 * @param client what the client's half gave
 */
public record BothParties<S, C>(S server, C client) {
  /** Runs both halves at once; the first failure, the server's before the client's, is thrown. */
  public static <S, C> BothParties<S, C> run(Supplier<S> server, Supplier<C> client) {
    CompletableFuture<S> serving = start(server);
    CompletableFuture<C> asking = start(client);
    try {
      return new BothParties<>(serving.join(), asking.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** As {@link #run}, of halves that give nothing. */
  public static void run(Runnable server, Runnable client) {
    BothParties.<Boolean, Boolean>run(done(server), done(client));
  }

  private static Supplier<Boolean> done(Runnable half) {
    return () -> {
      half.run();
      return true;
    };
  }

  private static <T> CompletableFuture<T> start(Supplier<T> half) {
    return CompletableFuture.supplyAsync(half, task -> Thread.ofPlatform().daemon().start(task));
  }
}
