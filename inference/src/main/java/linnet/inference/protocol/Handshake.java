// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.PeerException;
import linnet.inference.plan.PlanFormat;
import linnet.inference.plan.ProgramPlan;

/**
 * Opens a session: the client greets, the server greets, both compare, the server sends the plan.
 * Cost: one round trip, the plan's bytes.
 */
final class Handshake {
  private Handshake() {}

  /** What the client learns. */
  record Agreed(
      ProgramPlan plan,
      String digest,
      int maxBatch,
      int maxPrepare,
      ProtocolParameters parameters) {}

  /** The server's half, once the client has greeted. */
  static void answer(Channel channel, Greeting client, byte[] plan, Greeting own) {
    own.send(channel);
    Greeting.requireAgreement(own, client);
    channel.send(MessageTypes.PLAN, plan);
  }

  /** The client's half; an empty digest takes any plan. */
  static Agreed connect(Channel channel, Greeting own) {
    own.send(channel);
    Greeting server = Greeting.receive(channel);
    Greeting.requireAgreement(server, own);
    byte[] bytes = channel.receive(MessageTypes.PLAN, 1, PlanFormat.MAX_BYTES);
    if (!PlanFormat.digest(bytes).equals(server.digest())) {
      throw new MismatchException(
          "%s sent a plan that is not the one it announced.".formatted(channel.peer()));
    }
    if (server.maxBatch() < 1 || server.maxPrepare() < 1) {
      throw new PeerException("%s takes no images at all.".formatted(channel.peer()));
    }
    ProtocolParameters parameters = ProtocolParameters.parse(server.parameters());
    if (parameters.dealer() != server.dealer()) {
      throw new PeerException(channel.peer() + " contradicts itself about a dealer.");
    }
    ProgramPlan plan = PlanFormat.read(bytes, "The plan of " + channel.peer());
    return new Agreed(plan, server.digest(), server.maxBatch(), server.maxPrepare(), parameters);
  }
}
