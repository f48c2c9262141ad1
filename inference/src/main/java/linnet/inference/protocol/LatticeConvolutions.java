// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.lattice.LatticeCache;
import linnet.crypto.lattice.LatticeClient;
import linnet.crypto.lattice.LatticeParameters;
import linnet.crypto.lattice.LatticeServer;
import linnet.crypto.lattice.LinearJob;
import linnet.crypto.lattice.NoiseException;
import linnet.crypto.random.EntropySource;
import linnet.inference.linear.Activations;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.InputException;

/**
 * Secret convolutions under ring-LWE encryption; parties, adversary and cost in {@link
 * LatticeServer}.
 */
final class LatticeConvolutions {
  private LatticeConvolutions() {}

  static SecretConvolutions.Server server(
      PrivateProgram program, LatticeCache cache, EntropySource entropy) {
    try {
      LatticeServer server =
          LatticeServer.of(LinearJobs.shapes(program.plan()), LinearJobs.weights(program), cache);
      return new ServerHalf(server, entropy);
    } catch (NoiseException e) {
      throw refused(e);
    }
  }

  private static InputException refused(NoiseException e) {
    return new InputException(String.valueOf(e.getMessage()), e);
  }

  private record ServerHalf(LatticeServer server, EntropySource entropy)
      implements SecretConvolutions.Server {
    @Override
    public SecretConvolutions.ServerBatch open(Channel channel, int batch) {
      try {
        LatticeServer.Batch open = server.open(channel, entropy, batch);
        return (job, masks) -> open.handle(job, masks.stream().map(Activations::values).toList());
      } catch (NoiseException e) {
        throw refused(e);
      }
    }

    @Override
    public List<String> describe(int batch) {
      try {
        List<String> lines = new ArrayList<>(LatticeParameters.describe());
        lines.addAll(server.analysis(batch).describe());
        return lines;
      } catch (NoiseException e) {
        throw refused(e);
      }
    }
  }

  static SecretConvolutions.Client client(ProgramPlan plan, EntropySource entropy) {
    List<LinearJob> shapes = LinearJobs.shapes(plan);
    LinearJobs jobs = LinearJobs.of(plan);
    return (channel, batch) ->
        new ClientHalf(plan, jobs, LatticeClient.open(channel, entropy, shapes, batch), batch);
  }

  private record ClientHalf(ProgramPlan plan, LinearJobs jobs, LatticeClient client, int batch)
      implements SecretConvolutions.ClientBatch {
    @Override
    public void send(int job, Activations values) {
      client.send(job, values.values());
    }

    @Override
    public List<Activations> receive(int job) {
      List<long[]> products = client.receive(job);
      List<Activations> result = new ArrayList<>();
      List<Step.Convolution> convolutions = jobs.jobs().get(job).convolutions();
      for (int i = 0; i < products.size(); i++) {
        result.add(new Activations(plan.shape(convolutions.get(i).name()), batch, products.get(i)));
      }
      return result;
    }
  }
}
