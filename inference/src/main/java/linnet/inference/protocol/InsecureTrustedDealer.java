// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.Prg;
import linnet.inference.linear.Activations;
import linnet.inference.linear.ProgramWalk;
import linnet.inference.plan.LinearRun;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.network.Shape;

/**
 * INSECURE: deals the linear correlations instead of computing them under encryption.
 *
 * <p><b>Threat model.</b> The dealer must be trusted by both parties and collude with neither, yet
 * here it lives in the server's process: the client sends it the seed of all its masks. A server
 * that looks at that seed unmasks the image and every activation. So with this dealer there is
 * <b>no privacy of the image against the server</b>; the weights stay as private as they are with
 * real correlations. It stands in for lattice encryption with the same messages in the same order,
 * so that everything else can be built and tested, and is reached through {@link InsecureAccess}
 * alone.
 *
 * <p>Cost: one round trip; client to server 16 bytes, server to client 8 bytes for each unit of
 * every boundary and of the logits, per image, and framing.
 */
final class InsecureTrustedDealer {
  private InsecureTrustedDealer() {}

  /** The server's half, with the dealer inside. */
  static LinearCorrelations.Server server(
      PrivateProgram program, EntropySource entropy, InsecureAccess access) {
    requireToken(access);
    return new ServerHalf(program, entropy);
  }

  /** The client's half. */
  static LinearCorrelations.Client client(ProgramPlan plan, InsecureAccess access) {
    requireToken(access);
    return new ClientHalf(plan);
  }

  private static void requireToken(InsecureAccess access) {
    if (access == null) {
      throw new IllegalArgumentException("an insecure dealer needs the token");
    }
  }

  private record ServerHalf(PrivateProgram program, EntropySource entropy)
      implements LinearCorrelations.Server {
    @Override
    public boolean isDealer() {
      return true;
    }

    @Override
    public List<Activations> prepare(Channel channel, int batch) {
      byte[] seed = channel.receive(MessageTypes.CORRELATION_REQUEST, Prg.SEED_BYTES);
      ClientMasks masks = new ClientMasks(seed, batch);
      Prg own = new Prg(entropy.seed());
      List<Activations> drawn = new ArrayList<>();
      Activations image = masks.next(program.plan().input());
      // Biases are constants: the server alone adds them, online.
      Activations logits =
          ProgramWalk.run(
              program,
              false,
              image,
              (boundary, z) -> {
                drawn.add(deal(channel, z, own));
                return masks.next(z.shape());
              });
      drawn.add(deal(channel, logits, own));
      return drawn;
    }

    private static Activations deal(Channel channel, Activations z, Prg own) {
      Activations s =
          new Activations(z.shape(), z.batch(), own.longs(z.shape().units() * z.batch()));
      channel.send(MessageTypes.CORRELATION, LittleEndian.bytes(z.minus(s).values()));
      return s;
    }
  }

  private record ClientHalf(ProgramPlan plan) implements LinearCorrelations.Client {
    @Override
    public List<Activations> prepare(Channel channel, byte[] maskSeed, int batch) {
      channel.send(MessageTypes.CORRELATION_REQUEST, maskSeed);
      List<Activations> shares = new ArrayList<>();
      for (LinearRun run : plan.runs()) {
        Shape shape = plan.shape(run.output());
        byte[] payload =
            channel.receive(MessageTypes.CORRELATION, Long.BYTES * shape.units() * batch);
        shares.add(new Activations(shape, batch, LittleEndian.longs(payload)));
      }
      return shares;
    }
  }
}
