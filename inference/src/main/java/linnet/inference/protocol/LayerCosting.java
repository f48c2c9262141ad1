// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import linnet.crypto.channel.Channel;
import linnet.crypto.garbling.ArgmaxCost;
import linnet.crypto.garbling.ReluCircuit;
import linnet.crypto.garbling.ReluCost;
import linnet.crypto.garbling.ReluLayer;
import linnet.crypto.lattice.LatticeCost;
import linnet.inference.material.PieceId;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Shape;
import org.jspecify.annotations.Nullable;

/** Works out the rows of a {@link PredictionCost}. */
final class LayerCosting {
  /** Round trips of a piece's comparisons: two batches of transfers begin, then tables come. */
  private static final int ROUNDS_OF_COMPARISONS = 4;

  private final ProgramPlan plan;
  private final ProtocolParameters parameters;
  private final int prepareBatch;
  private final int onlineBatch;
  private final List<LinearJobs.Job> jobs;
  private final @Nullable LatticeCost lattice;
  private final Set<Integer> firstOfRounds = new HashSet<>();
  private final List<ReluLayer> relus;

  LayerCosting(ProgramPlan plan, ProtocolParameters parameters, int prepareBatch, int onlineBatch) {
    this.plan = plan;
    this.parameters = parameters;
    this.prepareBatch = prepareBatch;
    this.onlineBatch = onlineBatch;
    jobs = LinearJobs.of(plan).jobs();
    lattice = parameters.dealer() ? null : LatticeCost.of(LinearJobs.shapes(plan), prepareBatch);
    JobOrder.rounds(plan).forEach(round -> firstOfRounds.add(round.getFirst()));
    relus = ReluLayers.of(plan);
  }

  List<LayerTraffic> layers() {
    List<LayerTraffic> rows = new ArrayList<>();
    rows.add(image());
    if (lattice != null) {
      rows.add(
          new LayerTraffic(
              "public keys", LayerKind.KEYS, lattice.keyBytes(), 0, 0, 0, LayerWork.NONE));
    }
    int boundaries = 0;
    long linearizedBefore = 0;
    for (Step step : plan.steps()) {
      if (step instanceof Step.Boundary boundary) {
        rows.add(relu(boundary, boundaries++, linearizedBefore));
        linearizedBefore += linearized(boundary);
      } else if (step instanceof Step.Convolution convolution) {
        addJob(convolution, rows);
      }
    }
    rows.add(output());
    return rows;
  }

  private LayerTraffic image() {
    long verdict = Channel.FRAME_HEADER_BYTES + (long) Verdict.ACCEPTED_BYTES;
    long request = Channel.FRAME_HEADER_BYTES + (long) Request.BYTES;
    long piece = Channel.FRAME_HEADER_BYTES + (long) PieceId.BYTES;
    long names = (long) PieceId.BYTES * onlineBatch;
    return new LayerTraffic(
        ProgramPlan.IMAGE,
        LayerKind.IMAGE,
        request + verdict + piece * prepareBatch,
        request + verdict + names + units((long) plan.input().units() * onlineBatch),
        1,
        0,
        LayerWork.NONE);
  }

  /** A row for the first convolution of each job. */
  private void addJob(Step.Convolution convolution, List<LayerTraffic> rows) {
    for (int job = 0; job < jobs.size(); job++) {
      if (jobs.get(job).convolutions().getFirst().equals(convolution)) {
        rows.add(job(job));
      }
    }
  }

  private LayerTraffic job(int job) {
    List<Step.Convolution> convolutions = jobs.get(job).convolutions();
    long macs = convolutions.stream().mapToLong(this::macs).sum();
    long bytes;
    LayerWork work;
    if (lattice == null) {
      bytes = InsecureTrustedDealer.bytes(plan, jobs.get(job), prepareBatch);
      work = LayerWork.linear(macs, 0, 0, 0);
    } else {
      LatticeCost.Job cost = lattice.jobs().get(job);
      bytes = cost.bytesToServer() + cost.bytesToClient();
      work =
          LayerWork.linear(
              macs, cost.multiplyAdds(), cost.ciphertextsToServer(), cost.ciphertextsToClient());
    }
    return new LayerTraffic(
        convolutions.getFirst().name(),
        LayerKind.CONVOLUTION,
        bytes,
        0,
        firstOfRounds.contains(job) ? 1 : 0,
        0,
        work);
  }

  private long macs(Step.Convolution c) {
    Shape out = plan.shape(c.name());
    long depth = (long) (plan.shape(c.input()).channels() / c.groups()) * c.kernel() * c.kernel();
    return out.units() * depth;
  }

  /**
   * What a site adds to those before it: transfers are padded and begun once for all sites, so that
   * a site alone has no cost of its own.
   */
  private LayerTraffic relu(Step.Boundary boundary, int index, long linearizedBefore) {
    ReluCost before = cost(index);
    ReluCost with = cost(index + 1);
    ReluLayer layer = relus.get(index);
    long linearized = linearized(boundary);
    long shares = units(linearizedBefore + linearized) - units(linearizedBefore);
    long comparisons = with.offlineBytes() - before.offlineBytes();
    long online = with.onlineBytes() - before.onlineBytes();
    return new LayerTraffic(
        boundary.name(),
        LayerKind.RELU,
        (comparisons + shares) * prepareBatch,
        online * onlineBatch,
        begins(index) ? (long) ROUNDS_OF_COMPARISONS * prepareBatch : 0,
        layer.units() > 0 ? 1 : 0,
        LayerWork.site(layer.units(), linearized, gates(layer), transfers(layer)));
  }

  private ReluCost cost(int layers) {
    return parameters.relus().cost(relus.subList(0, layers), parameters.transfers());
  }

  /** Whether this is the first site that keeps a unit. */
  private boolean begins(int index) {
    return relus.get(index).units() > 0
        && relus.subList(0, index).stream().allMatch(layer -> layer.units() == 0);
  }

  private long gates(ReluLayer layer) {
    return switch (parameters.relus()) {
      case SIGN -> (long) layer.units() * (layer.bits() - 1);
      case FULL -> (long) layer.units() * circuit(layer).andGates();
    };
  }

  /** A transfer for each bit of the client, and in the sign form one the other way. */
  private long transfers(ReluLayer layer) {
    return switch (parameters.relus()) {
      case SIGN -> (long) layer.units() * (layer.bits() + 1);
      case FULL -> (long) layer.units() * circuit(layer).clientBits();
    };
  }

  private static ReluCircuit circuit(ReluLayer layer) {
    return new ReluCircuit(layer.width(), layer.shift());
  }

  private LayerTraffic output() {
    long offline = 0;
    long online = units((long) plan.classes() * onlineBatch);
    if (parameters.disclosure() == Disclosure.CLASS) {
      ArgmaxCost argmax = ArgmaxCost.of(plan.classes(), Argmax.width(plan), parameters.transfers());
      offline = argmax.offlineBytes() * prepareBatch;
      online = argmax.onlineBytes() * onlineBatch;
    }
    return new LayerTraffic(plan.logits(), LayerKind.OUTPUT, offline, online, 0, 1, LayerWork.NONE);
  }

  private static long linearized(Step.Boundary boundary) {
    return boundary.kept().shape().units() - (long) boundary.kept().kept();
  }

  /** A message of ring elements; none for none. */
  private static long units(long units) {
    return units == 0 ? 0 : Channel.FRAME_HEADER_BYTES + Long.BYTES * units;
  }
}
