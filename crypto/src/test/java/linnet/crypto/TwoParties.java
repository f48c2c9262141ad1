// SPDX-License-Identifier: Apache-2.0
package linnet.crypto;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs both halves of a protocol at once, each in a thread of its own. */
public final class TwoParties {
  /** What the halves returned. */
  public record Results<S, C>(S server, C client) {}

  private TwoParties() {}

  /** Both results, or the first failure; gives up after a minute. */
  public static <S, C> Results<S, C> run(Supplier<S> server, Supplier<C> client) {
    CompletableFuture<S> serverHalf = start(server);
    CompletableFuture<C> clientHalf = start(client);
    try {
      CompletableFuture.allOf(serverHalf, clientHalf).orTimeout(60, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    return new Results<>(serverHalf.join(), clientHalf.join());
  }

  private static <T> CompletableFuture<T> start(Supplier<T> half) {
    return CompletableFuture.supplyAsync(half, task -> Thread.ofVirtual().start(task));
  }
}
