// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.io.DataInputStream;
import java.io.IOException;
import linnet.crypto.garbling.ServerArgmax;
import linnet.crypto.garbling.ServerRelus;
import linnet.crypto.random.Prg;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * What the server keeps for one image, to be used once.
 *
 * @param seed of {@link ServerMasks}
 * @param linearized the client's shares of linearized units for the next run, boundary after
 *     boundary
 * @param relus the comparisons
 * @param argmax where only the class is disclosed
 * @param cost its part of what the preparation cost
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ServerPiece(
    byte[] seed,
    long[] linearized,
    ServerRelus relus,
    @Nullable ServerArgmax argmax,
    PreparationCost cost) {

  byte[] write() {
    return PieceFormat.write(
        out -> {
          out.write(seed);
          PieceFormat.writeLongs(out, linearized);
          cost.write(out);
          relus.write(out);
          if (argmax != null) {
            argmax.write(out);
          }
        });
  }

  static ServerPiece read(ProgramPlan plan, ProtocolParameters parameters, byte[] payload) {
    return PieceFormat.read(payload, in -> read(plan, parameters, in));
  }

  private static ServerPiece read(
      ProgramPlan plan, ProtocolParameters parameters, DataInputStream in) throws IOException {
    byte[] seed = in.readNBytes(Prg.SEED_BYTES);
    long[] linearized = PieceFormat.readLongs(in, linearizedUnits(plan));
    PreparationCost cost = PreparationCost.read(in);
    ServerRelus relus = parameters.relus().readServer(in, ReluLayers.of(plan));
    ServerArgmax argmax =
        parameters.disclosure() == Disclosure.CLASS
            ? ServerArgmax.read(in, plan.classes(), Argmax.width(plan))
            : null;
    return new ServerPiece(seed, linearized, relus, argmax, cost);
  }

  /** Linearized units of one image, over all boundaries. */
  static int linearizedUnits(ProgramPlan plan) {
    int units = 0;
    for (Step.Boundary boundary : plan.boundaries()) {
      units += boundary.kept().shape().units() - boundary.kept().kept();
    }
    return units;
  }
}
