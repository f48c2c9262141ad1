// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.List;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.kernel.Kernels;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.LabelHash;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.InsecureIdealTransfer;
import linnet.crypto.transfer.TransferKind;

/** Prints what the sign form costs on one core; run by hand, not a test. */
public final class SignBenchmark {
  private static final ReluLayer LAYER = new ReluLayer(31, 11, 25_000);
  private static final int BLOCKS = 32;
  private static final int ROUNDS = 40;

  private SignBenchmark() {}

  /** Best of some rounds, one line each. */
  public static void main(String[] arguments) {
    for (Kernels kernels : Kernels.values()) {
      gates(kernels);
    }
    online();
    ReluCost cost = ReluForm.SIGN.cost(List.of(LAYER), TransferKind.SOFT_SPOKEN);
    double units = LAYER.units();
    System.out.printf(
        "bytes a unit: tables %.0f, offline %.0f (transfers %.0f), online %.0f, stored %.0f server, %.0f client%n",
        cost.tableBytes() / units,
        cost.offlineBytes() / units,
        cost.transferBytes() / units,
        cost.onlineBytes() / units,
        cost.storedServerBytes() / units,
        cost.storedClientBytes() / units);
  }

  private static void gates(Kernels kernels) {
    SignLayout layout = SignLayout.of(List.of(new ReluLayer(31, 11, 128 * BLOCKS)));
    LabelPieces pieces = new LabelPieces();
    pieces.add(new Prg(new byte[16]).bytes(Math.toIntExact(16 * layout.inputs().count())));
    byte[][] labels = new byte[BLOCKS][layout.blocks().getFirst().serverLabelBytes()];
    byte[][] tables = new byte[BLOCKS][layout.blocks().getFirst().tableBytes()];
    LabelHash hash = new LabelHash(new byte[16]);
    SignGarbler garbler = new SignGarbler(SignKernels.of(kernels), hash, 1, 2);
    SignEvaluator evaluator = new SignEvaluator(SignKernels.of(kernels), hash);
    long[] shares = new long[layout.units()];
    long garbling = Long.MAX_VALUE;
    long evaluating = Long.MAX_VALUE;
    for (int round = 0; round < 10 * ROUNDS; round++) {
      long start = System.nanoTime();
      for (SignBlock block : layout.blocks()) {
        garbler.garble(block, pieces, labels[block.number()], tables[block.number()]);
      }
      garbling = Math.min(garbling, System.nanoTime() - start);
      start = System.nanoTime();
      for (SignBlock block : layout.blocks()) {
        int i = block.number();
        evaluator.evaluate(block, pieces, shares, labels[i], 0, tables[i]);
      }
      evaluating = Math.min(evaluating, System.nanoTime() - start);
    }
    double ands = 1e3 * layout.units() * layout.blocks().getFirst().gates();
    System.out.printf(
        "%s: garbling %.1f, evaluating %.1f million AND/s%n",
        kernels, ands / garbling, ands / evaluating);
  }

  private static void online() {
    long server = Long.MAX_VALUE;
    long client = Long.MAX_VALUE;
    ReluRun run = new ReluRun(ReluForm.SIGN, List.of(LAYER), new Prg(new byte[16]));
    for (int round = 0; round < ROUNDS; round++) {
      InsecureIdealTransfer.Pair ideal = InsecureIdealTransfer.pair(new InsecureFixedEntropy(1));
      LoopedChannel line = new LoopedChannel();
      InMemoryChannel.Pair pair = InMemoryChannel.pair();
      TwoParties.Results<ServerRelus, ClientRelus> halves =
          run.prepare(pair.server(), pair.client(), ideal.server(), ideal.client());
      halves.client().ready();
      long start = System.nanoTime();
      halves.server().send(line, 0, run.serverShares.getFirst());
      long sent = System.nanoTime();
      byte[] answer = halves.client().evaluate(line, 0);
      client = Math.min(client, System.nanoTime() - sent);
      halves.client().answer(line, answer);
      long received = System.nanoTime();
      halves.server().receive(line, 0);
      server = Math.min(server, sent - start + System.nanoTime() - received);
    }
    System.out.printf(
        "online: server %.3f, client %.3f microseconds a unit%n",
        1e-3 * server / LAYER.units(), 1e-3 * client / LAYER.units());
  }
}
