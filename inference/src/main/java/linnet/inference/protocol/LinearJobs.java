// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.crypto.lattice.ConvolutionShape;
import linnet.crypto.lattice.LinearJob;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/**
 * The secret convolutions of a plan, gathered by the value that they read: what reads one value
 * shares its encryption. Both parties derive the same list from the plan.
 *
 * @param jobs in the order in which their inputs appear in the plan
 */
public record LinearJobs(List<Job> jobs) {
  /**
   * Convolutions that read one value.
   *
   * @param input name of the value
   * @param convolutions in the plan's order
   */
  public record Job(String input, List<Step.Convolution> convolutions) {}

  /** Those of a plan. */
  public static LinearJobs of(ProgramPlan plan) {
    Map<String, List<Step.Convolution>> byInput = new LinkedHashMap<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.Convolution convolution) {
        byInput.computeIfAbsent(convolution.input(), name -> new ArrayList<>()).add(convolution);
      }
    }
    return new LinearJobs(
        byInput.entrySet().stream()
            .map(entry -> new Job(entry.getKey(), List.copyOf(entry.getValue())))
            .toList());
  }

  /** As the lattice knows them. */
  public static List<LinearJob> shapes(ProgramPlan plan) {
    return of(plan).jobs().stream().map(job -> shapes(plan, job)).toList();
  }

  /** Weights of the convolutions of each job; secret. */
  public static List<List<long[]>> weights(PrivateProgram program) {
    return of(program.plan()).jobs().stream()
        .map(
            job -> job.convolutions().stream().map(step -> program.weights(step).weight()).toList())
        .toList();
  }

  private static LinearJob shapes(ProgramPlan plan, Job job) {
    Shape in = plan.shape(job.input());
    return new LinearJob(
        job.convolutions().getFirst().name(),
        job.convolutions().stream().map(convolution -> shape(in, convolution)).toList());
  }

  private static ConvolutionShape shape(Shape in, Step.Convolution c) {
    return new ConvolutionShape(
        in.channels(),
        in.height(),
        in.width(),
        c.outChannels(),
        c.kernel(),
        c.stride(),
        c.padding(),
        c.groups());
  }
}
