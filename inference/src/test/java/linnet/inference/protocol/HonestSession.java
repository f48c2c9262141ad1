// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.TracingChannel;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.lattice.LatticeCache;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.material.PieceId;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.testing.RandomModels;
import linnet.network.Model;

/**
 * One session of a small model with fixed randomness at both ends: what one party sends, the other
 * expects again however often it is played to it.
 *
 * @param server's end, with all messages
 * @param client's end, with all messages
 * @param pool the server's, of the client's pieces
 * @param pieces what both kept, as bytes, before they were used
 */
record HonestSession(
    TracingChannel server, TracingChannel client, MaterialPool pool, List<Piece> pieces) {
  static final PrivateProgram PROGRAM = program(RandomModels.tiny(2, 0.4));
  static final ProtocolParameters PARAMETERS = ProtocolParameters.DEFAULT;
  private static final float[][] IMAGES = images(2);
  private static final LatticeCache CACHE = LatticeCache.inMemory(1L << 28);
  private static final String NAME = "ab".repeat(16);

  /** Both halves of the material of one image. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Piece(PieceId id, byte[] server, byte[] client) {}

  private static PrivateProgram program(Model model) {
    float[][] images = RandomModels.images(model.network().input(), 4, 1);
    return Compiler.compile(model, images, CompilerOptions.defaults());
  }

  static float[][] images(int count) {
    return RandomModels.images(PROGRAM.plan().input(), count, 3);
  }

  static ServerInference server(MemoryMaterialStore store) {
    return new ServerInference(
        PROGRAM,
        ServerSettings.of(store, CACHE)
            .with(PARAMETERS)
            .withLimits(2, 2)
            .withEntropy(new InsecureFixedEntropy(1)));
  }

  static ClientSettings client(MemoryMaterialStore store) {
    return ClientSettings.defaults()
        .withStore(store, NAME)
        .withEntropy(new InsecureFixedEntropy(2));
  }

  static MemoryMaterialStore emptyStore() {
    return new MemoryMaterialStore(1L << 26);
  }

  /** The server's part. */
  static void serve(Channel channel, MemoryMaterialStore store) {
    server(store).serve(channel, SessionGuard.OPEN, SessionListener.NONE);
  }

  /** The client's part: two pieces are made, and one used. */
  static void prepareAndInfer(Channel channel, MemoryMaterialStore store) {
    try (ClientInference client = ClientInference.open(channel, client(store))) {
      client.prepare(2);
      client.infer(new float[][] {IMAGES[0]});
    }
  }

  /** The client's part: two pieces that are there are used. */
  static void infer(Channel channel, MemoryMaterialStore store) {
    try (ClientInference client = ClientInference.open(channel, client(store))) {
      client.infer(IMAGES);
    }
  }

  static HonestSession preparing() {
    MemoryMaterialStore atServer = emptyStore();
    MemoryMaterialStore atClient = emptyStore();
    return run(atServer, List.of(), channel -> prepareAndInfer(channel, atClient));
  }

  /** A session that only uses what was prepared before. */
  static HonestSession inferring() {
    MemoryMaterialStore atServer = emptyStore();
    MemoryMaterialStore atClient = emptyStore();
    HonestSession before =
        run(
            atServer,
            List.of(),
            channel -> {
              try (ClientInference client = ClientInference.open(channel, client(atClient))) {
                client.prepare(2);
              }
            });
    MaterialPool pool = atServer.pools().getFirst().pool();
    MaterialPool own = atClient.pools().getFirst().pool();
    List<Piece> pieces =
        atServer.available(pool, 2).stream()
            .map(
                id ->
                    new Piece(
                        id,
                        atServer.claim(pool, id).orElseThrow(),
                        atClient.claim(own, id).orElseThrow()))
            .toList();
    MemoryMaterialStore store = emptyStore();
    pieces.forEach(piece -> store.put(own, piece.id(), piece.client().clone()));
    HonestSession session = run(stocked(pool, pieces), pieces, channel -> infer(channel, store));
    return new HonestSession(session.server(), session.client(), before.pool(), pieces);
  }

  /** The server's store as it was before the pieces were used. */
  MemoryMaterialStore stocked() {
    return stocked(pool, pieces);
  }

  private static MemoryMaterialStore stocked(MaterialPool pool, List<Piece> pieces) {
    MemoryMaterialStore store = emptyStore();
    pieces.forEach(piece -> store.put(pool, piece.id(), piece.server().clone()));
    return store;
  }

  private static HonestSession run(
      MemoryMaterialStore atServer, List<Piece> pieces, Consumer<Channel> part) {
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    TracingChannel server = new TracingChannel(pair.server());
    TracingChannel client = new TracingChannel(pair.client());
    Thread serving = Thread.ofPlatform().start(() -> serve(server, atServer));
    part.accept(client);
    try {
      serving.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new HonestSession(server, client, atServer.pools().getFirst().pool(), pieces);
  }
}
