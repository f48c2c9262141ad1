// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import linnet.crypto.garbling.ClientArgmax;
import linnet.crypto.garbling.ClientRelus;
import linnet.crypto.random.Prg;
import linnet.inference.linear.Activations;
import linnet.inference.plan.ProgramPlan;
import org.jspecify.annotations.Nullable;

/**
 * What the client keeps for one image, to be used once: the seed of its masks, its share of the
 * logits, and its half of the comparisons. What the seed regenerates is not stored.
 *
 * @param seed of {@link ClientMasks}
 * @param logitShare its share of the logits
 * @param relus the comparisons
 * @param argmax where only the class is disclosed
 * @param cost its part of what the preparation cost
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ClientPiece(
    byte[] seed,
    long[] logitShare,
    ClientRelus relus,
    @Nullable ClientArgmax argmax,
    PreparationCost cost) {

  byte[] write() {
    return PieceFormat.write(
        out -> {
          out.write(seed);
          PieceFormat.writeLongs(out, logitShare);
          cost.write(out);
          relus.write(out);
          if (argmax != null) {
            argmax.write(out);
          }
        });
  }

  /** Reads a batch; the masks that the pieces' seeds give are drawn along the way. */
  static Batch read(ProgramPlan plan, ProtocolParameters parameters, List<byte[]> payloads) {
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] payload : payloads) {
      seeds.add(java.util.Arrays.copyOf(payload, Prg.SEED_BYTES));
    }
    java.util.Map<String, Activations> masks = ClientMasks.of(plan, seeds);
    List<ClientPiece> pieces = new ArrayList<>();
    for (int i = 0; i < payloads.size(); i++) {
      List<long[]> nextMasks = ReluLayers.kept(plan, masks, i);
      pieces.add(PieceFormat.read(payloads.get(i), in -> readOne(plan, parameters, in, nextMasks)));
    }
    return new Batch(ReluLayers.value(masks, ProgramPlan.IMAGE), pieces);
  }

  private static ClientPiece readOne(
      ProgramPlan plan, ProtocolParameters parameters, DataInputStream in, List<long[]> nextMasks)
      throws IOException {
    byte[] seed = in.readNBytes(Prg.SEED_BYTES);
    long[] logits = PieceFormat.readLongs(in, plan.classes());
    PreparationCost cost = PreparationCost.read(in);
    ClientRelus relus = parameters.relus().readClient(in, ReluLayers.of(plan), nextMasks);
    relus.ready(); // while no server waits
    ClientArgmax argmax =
        parameters.disclosure() == Disclosure.CLASS
            ? ClientArgmax.read(in, plan.classes(), Argmax.width(plan))
            : null;
    return new ClientPiece(seed, logits, relus, argmax, cost);
  }

  /**
   * Pieces that serve together.
   *
   * @param imageMask r of the images
   * @param pieces one an image
   */
  record Batch(Activations imageMask, List<ClientPiece> pieces) {}
}
