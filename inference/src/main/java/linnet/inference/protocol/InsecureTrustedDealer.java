// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.inference.linear.Activations;
import linnet.inference.linear.ProgramWalk;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/**
 * INSECURE: deals the linear correlations instead of computing them under encryption.
 *
 * <p><b>Threat model.</b> The dealer must be trusted by both parties and collude with neither, yet
 * here it lives in the server's process: the client sends it its masks as they are. A server that
 * looks at them unmasks the image and every activation, and on a plain line so does everybody who
 * listens. So with this dealer there is <b>no privacy of the image against the server</b>; the
 * weights stay as private as they are with real correlations. It is the ideal twin of {@link
 * LatticeConvolutions}, with the same messages in the same order, for tests and development, and is
 * reached through {@link InsecureAccess} alone.
 *
 * <p>Cost, per image: 8 bytes for each value that a secret convolution reads, and 8 for each that
 * it gives, and framing.
 */
final class InsecureTrustedDealer {
  private InsecureTrustedDealer() {}

  /** The server's half, with the dealer inside. */
  static SecretConvolutions.Server server(PrivateProgram program, InsecureAccess access) {
    requireToken(access);
    return new ServerHalf(program, LinearJobs.of(program.plan()));
  }

  /** The client's half. */
  static SecretConvolutions.Client client(ProgramPlan plan, InsecureAccess access) {
    requireToken(access);
    LinearJobs jobs = LinearJobs.of(plan);
    return (channel, batch) -> new ClientHalf(plan, jobs, channel, batch);
  }

  /** Bytes both ways of a batch. */
  static long bytes(ProgramPlan plan, LinearJobs.Job job, int batch) {
    long bytes = message(plan.shape(job.input()), batch);
    for (Step.Convolution convolution : job.convolutions()) {
      bytes += message(plan.shape(convolution.name()), batch);
    }
    return bytes;
  }

  private static long message(Shape shape, int batch) {
    return Channel.FRAME_HEADER_BYTES + (long) Long.BYTES * shape.units() * batch;
  }

  private static void requireToken(InsecureAccess access) {
    if (access == null) {
      throw new IllegalArgumentException("an insecure dealer needs the token");
    }
  }

  private static void deal(
      PrivateProgram program,
      LinearJobs.Job job,
      List<Activations> masks,
      Channel channel,
      int batch) {
    Shape shape = program.plan().shape(job.input());
    byte[] payload =
        channel.receive(MessageTypes.CORRELATION_REQUEST, Long.BYTES * shape.units() * batch);
    Activations values = new Activations(shape, batch, LittleEndian.longs(payload));
    for (int i = 0; i < masks.size(); i++) {
      // Biases are constants: the server alone adds them, online.
      Activations product =
          ProgramWalk.convolve(program, job.convolutions().get(i), values).minus(masks.get(i));
      channel.send(MessageTypes.CORRELATION, LittleEndian.bytes(product.values()));
    }
  }

  private record ServerHalf(PrivateProgram program, LinearJobs jobs)
      implements SecretConvolutions.Server {
    @Override
    public SecretConvolutions.ServerBatch open(Channel channel, int batch) {
      return (job, masks) -> deal(program, jobs.jobs().get(job), masks, channel, batch);
    }

    @Override
    public List<String> describe(int batch) {
      return List.of("INSECURE: a dealer in this process can read the images");
    }
  }

  private record ClientHalf(ProgramPlan plan, LinearJobs jobs, Channel channel, int batch)
      implements SecretConvolutions.ClientBatch {
    @Override
    public void send(int job, Activations values) {
      channel.send(MessageTypes.CORRELATION_REQUEST, LittleEndian.bytes(values.values()));
    }

    @Override
    public List<Activations> receive(int job) {
      List<Activations> products = new ArrayList<>();
      for (Step.Convolution convolution : jobs.jobs().get(job).convolutions()) {
        Shape shape = plan.shape(convolution.name());
        byte[] payload =
            channel.receive(MessageTypes.CORRELATION, Long.BYTES * shape.units() * batch);
        products.add(new Activations(shape, batch, LittleEndian.longs(payload)));
      }
      return products;
    }
  }
}
