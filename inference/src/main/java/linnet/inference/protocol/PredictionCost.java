// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.garbling.ArgmaxCost;
import linnet.crypto.garbling.ReluCost;
import linnet.crypto.garbling.ReluLayer;
import linnet.crypto.lattice.LatticeCost;
import linnet.inference.material.PieceId;
import linnet.inference.plan.ProgramPlan;

/**
 * The exact bytes of preparing and classifying a batch, framing and requests included, before any
 * of it runs. The handshake and the base transfers belong to the session and are not in here.
 *
 * @param linearBytes the part of the offline bytes that linear layers take, the request included
 * @param offlineBytes both ways, of the whole batch
 * @param onlineBytes both ways, of the whole batch
 */
public record PredictionCost(long linearBytes, long offlineBytes, long onlineBytes) {
  /** The cost of a batch that is prepared at once and classified at once. */
  public static PredictionCost of(ProgramPlan plan, ProtocolParameters parameters, int batch) {
    long verdict = Channel.FRAME_HEADER_BYTES + (long) Verdict.ACCEPTED_BYTES;
    long request = Channel.FRAME_HEADER_BYTES + (long) Request.BYTES;
    List<ReluLayer> layers = ReluLayers.of(plan);
    ReluCost relus = parameters.relus().cost(layers, parameters.transfers());
    long linear = linear(plan, parameters, batch);
    long piece = Channel.FRAME_HEADER_BYTES + (long) PieceId.BYTES;
    long perImage = relus.offlineBytes() + units(ServerPiece.linearizedUnits(plan)) + piece;
    long online = request + verdict + (long) PieceId.BYTES * batch;
    online += units(plan.input().units() * batch) + relus.onlineBytes() * batch;
    if (parameters.disclosure() == Disclosure.CLASS) {
      ArgmaxCost argmax = ArgmaxCost.of(plan.classes(), Argmax.width(plan), parameters.transfers());
      perImage += argmax.offlineBytes();
      online += argmax.onlineBytes() * batch;
    } else {
      online += units(plan.classes() * batch);
    }
    return new PredictionCost(linear, request + verdict + linear + perImage * batch, online);
  }

  private static long linear(ProgramPlan plan, ProtocolParameters parameters, int batch) {
    if (parameters.dealer()) {
      return InsecureTrustedDealer.bytes(plan, batch);
    }
    LatticeCost cost = LatticeCost.of(LinearJobs.shapes(plan), batch);
    return cost.bytesToServer() + cost.bytesToClient();
  }

  /** A message of ring elements; none for none. */
  private static long units(int units) {
    return units == 0 ? 0 : Channel.FRAME_HEADER_BYTES + (long) Long.BYTES * units;
  }
}
