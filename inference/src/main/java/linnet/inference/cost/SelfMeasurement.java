// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.function.Consumer;
import linnet.crypto.garbling.ReluForm;
import linnet.crypto.garbling.SignSpeed;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.TransferKind;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.PredictionCost;
import linnet.inference.protocol.ProtocolParameters;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.network.zoo.Pooling;

/** Measures this machine in some seconds. */
public final class SelfMeasurement {
  private static final int BITS = 20;
  private static final int UNITS = 32_768;
  private static final int AES_BYTES = 1 << 24;
  private static final Shape IMAGE = new Shape(3, 16, 16);
  private static final int WIDTH = 32;

  private SelfMeasurement() {}

  /**
   * Measures.
   *
   * @param machine how people call it
   * @param progress hears what is measured next
   */
  public static MachineSpeeds run(
      String machine, Repetitions repetitions, Consumer<String> progress) {
    int cores = Runtime.getRuntime().availableProcessors();
    progress.accept("garbling");
    double garbled = repetitions.median(() -> SignSpeed.measure(UNITS).garbledGates());
    double evaluated = repetitions.median(() -> SignSpeed.measure(UNITS).evaluatedGates());
    progress.accept("transfers");
    double transfers = TransferSpeed.perSecond(TransferKind.SOFT_SPOKEN, repetitions);
    progress.accept("comparisons");
    double prepared =
        repetitions.median(() -> nanosPerUnit(relus().offlineSeconds())) * Math.min(2, cores);
    double compared = repetitions.medianOnOneCore(() -> nanosPerUnit(relus().onlineSeconds()));
    progress.accept("encrypted layers");
    LatticeSpeed.Found lattice = LatticeSpeed.measure(repetitions);
    progress.accept("online layers");
    double onlineMultiplyAdds = onlineMultiplyAdds(repetitions);
    return new MachineSpeeds(
        machine,
        cores,
        lattice.multiplyAdds(),
        lattice.encryptionMicros(),
        lattice.answerMicros(),
        lattice.decryptionMicros(),
        garbled,
        evaluated,
        transfers,
        Math.max(0, prepared - 1e9 * (BITS - 1) / garbled - 1e9 * (BITS + 1) / transfers),
        Math.max(0, compared - 1e9 * (BITS - 1) / evaluated),
        onlineMultiplyAdds,
        aesGigabytes(repetitions));
  }

  private static ReluSpeed relus() {
    return ReluSpeed.measure(ReluForm.SIGN, TransferKind.SOFT_SPOKEN, BITS, UNITS);
  }

  private static double nanosPerUnit(double seconds) {
    return 1e9 * seconds / UNITS;
  }

  private static double onlineMultiplyAdds(Repetitions repetitions) {
    NetworkOptions options = NetworkOptions.of(IMAGE, 10, WIDTH).withPooling(Pooling.AVERAGE);
    Network network = Networks.byName("resnet18", options);
    PrivateProgram program = RandomProgram.of(network, new ReluBudget(0), 1);
    return macs(program.plan()) / OnlineLinear.seconds(program, 1, repetitions);
  }

  private static double macs(ProgramPlan plan) {
    return PredictionCost.of(plan, ProtocolParameters.DEFAULT, 1).layers().stream()
        .mapToLong(layer -> layer.work().macs())
        .sum();
  }

  private static double aesGigabytes(Repetitions repetitions) {
    byte[] bytes = new byte[AES_BYTES];
    Prg random = new Prg(new byte[Prg.SEED_BYTES]);
    return 1e-9 * AES_BYTES / repetitions.seconds(() -> random.fill(bytes, 0, bytes.length));
  }
}
