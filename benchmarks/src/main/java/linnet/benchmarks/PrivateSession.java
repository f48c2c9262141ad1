// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LinkProfile;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.TcpChannel;
import linnet.crypto.channel.TcpListener;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.lattice.LatticeCache;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.protocol.ClientInference;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.ServerInference;
import linnet.inference.protocol.ServerSettings;
import linnet.inference.protocol.SessionGuard;
import linnet.inference.protocol.SessionListener;

/**
 * A server and a client in this process that talk over TCP on the loopback interface, material in
 * memory, both ends shaped to a link.
 */
final class PrivateSession implements AutoCloseable {
  private static final String HOST = "localhost";
  private static final long CACHE_BYTES = 2L << 30;
  private static final int LARGEST_BATCH = 256;

  private final TcpListener listener;
  private final MemoryMaterialStore serverStore;
  private final MemoryMaterialStore clientStore;
  private final CompletableFuture<Void> serving;
  private final ClientInference client;

  private PrivateSession(
      TcpListener listener,
      MemoryMaterialStore serverStore,
      MemoryMaterialStore clientStore,
      CompletableFuture<Void> serving,
      ClientInference client) {
    this.listener = listener;
    this.serverStore = serverStore;
    this.clientStore = clientStore;
    this.serving = serving;
    this.client = client;
  }

  /**
   * What serves a program; sessions one after the other share the products that it keeps.
   *
   * @param store where its material waits
   */
  record Host(ServerInference server, MemoryMaterialStore store) {
    static Host of(PrivateProgram program) {
      MemoryMaterialStore store = new MemoryMaterialStore(Long.MAX_VALUE);
      ServerSettings settings =
          ServerSettings.of(store, LatticeCache.inMemory(CACHE_BYTES))
              .withLimits(LARGEST_BATCH, LARGEST_BATCH);
      return new Host(new ServerInference(program, settings), store);
    }
  }

  static PrivateSession open(Host host, LinkProfile link) {
    TcpListener listener = TcpListener.open(HOST, 0, Timeouts.DEFAULT);
    CompletableFuture<Void> serving =
        CompletableFuture.runAsync(
            () -> serve(host.server(), listener, link),
            task -> Thread.ofPlatform().daemon().start(task));
    MemoryMaterialStore store = new MemoryMaterialStore(Long.MAX_VALUE);
    ClientSettings defaults = ClientSettings.defaults();
    Channel channel = link.shape(TcpChannel.connect(HOST, listener.port(), Timeouts.DEFAULT));
    ClientInference client =
        ClientInference.open(channel, defaults.withStore(store, defaults.clientName()));
    return new PrivateSession(listener, host.store(), store, serving, client);
  }

  private static void serve(ServerInference server, TcpListener listener, LinkProfile link) {
    Optional<Channel> accepted = listener.accept();
    if (accepted.isEmpty()) {
      return;
    }
    try (Channel channel = link.shape(accepted.get())) {
      server.serve(channel, SessionGuard.OPEN, new Nobody());
    } catch (PeerException e) {
      // The client's own failure names the cause; here only the line ended.
    }
  }

  ClientInference client() {
    return client;
  }

  /** Forgets material that waits at both ends, and frees its memory. */
  void discardMaterial() {
    serverStore.close();
    clientStore.close();
  }

  @Override
  public void close() {
    client.close();
    serving.join();
    listener.close();
    discardMaterial();
  }

  /** Listens to nothing. */
  private static final class Nobody implements SessionListener {
    @Override
    public void prepared(String client, PreparationStatistics made) {}

    @Override
    public void inferred(String client, PredictionStatistics made) {}
  }
}
