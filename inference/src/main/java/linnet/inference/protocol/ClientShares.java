// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import linnet.inference.linear.Activations;
import linnet.inference.linear.LinearSteps;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * The client's share of every value of a batch, known before the images are: its masks at the image
 * and after boundaries, {@code W(v) - s} after secret convolutions, and what public steps make of
 * them.
 *
 * <p>Convolutions whose inputs are known go out together, so that a network whose runs hold one
 * convolution each is prepared in a single round trip; one convolution behind another within a run
 * takes one more.
 */
final class ClientShares {
  private final ProgramPlan plan;
  private final LinearJobs jobs;
  private final SecretConvolutions.ClientBatch batch;
  private final Map<String, Activations> values;
  private final Set<String> kept = new HashSet<>();

  private ClientShares(
      ProgramPlan plan, SecretConvolutions.ClientBatch batch, Map<String, Activations> masks) {
    this.plan = plan;
    this.jobs = LinearJobs.of(plan);
    this.batch = batch;
    this.values = new HashMap<>(masks);
    plan.boundaries().forEach(boundary -> kept.add(boundary.input()));
    kept.add(plan.logits());
  }

  /** Shares of what every boundary reads, and of the logits, by name. */
  static Map<String, Activations> of(
      ProgramPlan plan,
      SecretConvolutions.ClientBatch batch,
      Map<String, Activations> masks,
      JobListener listener) {
    ClientShares shares = new ClientShares(plan, batch, masks);
    shares.run(listener);
    shares.values.keySet().retainAll(shares.kept);
    return shares.values;
  }

  /** Told after each answered job. */
  @FunctionalInterface
  interface JobListener {
    void answered(int job);
  }

  private void run(JobListener listener) {
    publicSteps();
    for (List<Integer> ready : JobOrder.rounds(plan)) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> sendAll(ready), Thread::startVirtualThread);
      try {
        for (int job : ready) {
          receive(job);
          listener.answered(job);
        }
      } catch (RuntimeException e) {
        sending.cancel(true);
        throw e;
      }
      join(sending);
      publicSteps();
    }
  }

  private void sendAll(List<Integer> ready) {
    for (int job : ready) {
      batch.send(job, value(jobs.jobs().get(job).input()));
    }
  }

  private static void join(CompletableFuture<Void> sending) {
    try {
      sending.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void receive(int job) {
    List<Activations> products = batch.receive(job);
    List<Step.Convolution> convolutions = jobs.jobs().get(job).convolutions();
    synchronized (values) {
      for (int i = 0; i < products.size(); i++) {
        values.put(convolutions.get(i).name(), products.get(i));
      }
    }
  }

  /** Every public step whose inputs are known; boundaries are known from the start. */
  private void publicSteps() {
    for (Step step : plan.steps()) {
      boolean known = step.inputs().stream().allMatch(values::containsKey);
      if (known
          && !values.containsKey(step.name())
          && !(step instanceof Step.Convolution)
          && !(step instanceof Step.Boundary)) {
        values.put(step.name(), LinearSteps.apply(plan, step, this::value));
      }
    }
  }

  private Activations value(String name) {
    synchronized (values) {
      Activations value = values.get(name);
      if (value == null) {
        throw new IllegalStateException("no value " + name);
      }
      return value;
    }
  }
}
