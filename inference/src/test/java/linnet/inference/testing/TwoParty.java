// SPDX-License-Identifier: Apache-2.0
package linnet.inference.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.lattice.LatticeCache;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.protocol.InsecureAccess;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.ServerInference;
import linnet.inference.protocol.ServerSettings;
import linnet.inference.protocol.SessionGuard;
import linnet.inference.protocol.SessionListener;
import org.jspecify.annotations.Nullable;

/** A server and a client in two threads of this process. */
public final class TwoParty {
  public static final InsecureAccess ACCESS = InsecureAccess.acceptThatTheServerCanSeeImages();

  private TwoParty() {}

  /**
   * How both ended: exactly one of result and failure is there for each.
   *
   * @param result of the client
   * @param clientFailure what the client threw
   * @param serverFailure what the server threw
   * @param serverStatistics of every inference
   */
  public record Outcome<T>(
      @Nullable T result,
      @Nullable Throwable clientFailure,
      @Nullable Throwable serverFailure,
      List<PredictionStatistics> serverStatistics) {
    /** The result, if both ended well. */
    public T get() {
      if (clientFailure != null || serverFailure != null || result == null) {
        throw new AssertionError(
            "client: " + clientFailure + "; server: " + serverFailure,
            clientFailure != null ? clientFailure : serverFailure);
      }
      return result;
    }
  }

  /** With a dealer, so that tests of everything else are quick. */
  public static ServerSettings serverSettings(int maxBatch) {
    return ServerSettings.of(new MemoryMaterialStore(1L << 30), LatticeCache.inMemory(1L << 30))
        .withLimits(maxBatch, maxBatch)
        .withEntropy(new InsecureFixedEntropy(1))
        .withDealer(ACCESS);
  }

  /** Accepts a dealer. */
  public static ClientSettings clientSettings() {
    return ClientSettings.defaults()
        .withStore(new MemoryMaterialStore(1L << 30), "ab".repeat(16))
        .withEntropy(new InsecureFixedEntropy(2))
        .withDealer(ACCESS);
  }

  /** Runs a client's part against a server of this program. */
  public static <T> Outcome<T> run(PrivateProgram program, Function<Channel, T> client) {
    return run(program, client, UnaryOperator.identity());
  }

  /** The same, with the server's end of the channel changed. */
  public static <T> Outcome<T> run(
      PrivateProgram program, Function<Channel, T> client, UnaryOperator<Channel> serverEnd) {
    return run(program, serverSettings(4), client, serverEnd);
  }

  /** The same, with other settings of the server. */
  public static <T> Outcome<T> run(
      PrivateProgram program,
      ServerSettings settings,
      Function<Channel, T> client,
      UnaryOperator<Channel> serverEnd) {
    List<PredictionStatistics> statistics = new ArrayList<>();
    ServerInference server = new ServerInference(program, settings);
    SessionListener listener = listener(statistics);
    InMemoryChannel.Pair pair = InMemoryChannel.pair(Duration.ofSeconds(20));
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Boolean> serving =
          threads.submit(
              closing(
                  serverEnd.apply(pair.server()),
                  channel -> {
                    server.serve(channel, SessionGuard.OPEN, listener);
                    return true;
                  }));
      Future<T> asking = threads.submit(closing(pair.client(), client));
      Ended<T> clientEnd = end(asking);
      Ended<Boolean> ended = end(serving);
      return new Outcome<>(clientEnd.result(), clientEnd.failure(), ended.failure(), statistics);
    }
  }

  private static SessionListener listener(List<PredictionStatistics> statistics) {
    return new SessionListener() {
      @Override
      public void prepared(String client, PreparationStatistics made) {}

      @Override
      public void inferred(String client, PredictionStatistics made) {
        statistics.add(made);
      }
    };
  }

  /** A party that fails closes its end, as a process would. */
  private static <T> Callable<T> closing(Channel channel, Function<Channel, T> party) {
    return () -> {
      try {
        return party.apply(channel);
      } finally {
        channel.close();
      }
    };
  }

  private record Ended<T>(@Nullable T result, @Nullable Throwable failure) {}

  private static <T> Ended<T> end(Future<T> future) {
    try {
      return new Ended<>(future.get(60, TimeUnit.SECONDS), null);
    } catch (ExecutionException e) {
      return new Ended<>(null, e.getCause());
    } catch (Exception e) {
      return new Ended<>(null, e);
    }
  }
}
