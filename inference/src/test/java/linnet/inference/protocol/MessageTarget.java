// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.Arrays;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.ProtocolException;
import linnet.crypto.fuzzing.Sentences;
import linnet.crypto.fuzzing.Transcript;

/** The small messages: greetings, requests, verdicts. */
public final class MessageTarget {
  private static final int LIMIT = 8;

  private MessageTarget() {}

  /** Decodes the message that the first byte chooses. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    Channel channel = Transcript.play(Arrays.copyOfRange(data, 1, data.length));
    try {
      switch (data[0] % 4) {
        case 0 -> greeting(Greeting.receive(channel));
        case 1 -> request(Request.receive(channel, LIMIT, LIMIT));
        case 2 -> verdict(Verdict.receive(channel));
        default -> ProtocolParameters.parse(Greeting.receive(channel).parameters());
      }
    } catch (ProtocolException e) {
      Sentences.require(e);
    }
  }

  private static void greeting(Greeting greeting) {
    Greeting.requireAgreement(
        Greeting.server(1, 1, ProtocolParameters.DEFAULT, "ab".repeat(32)), greeting);
  }

  private static void request(Request request) {
    int count =
        switch (request) {
          case Request.Prepare prepare -> prepare.count();
          case Request.Infer infer -> infer.pieces().size();
          case Request.Goodbye goodbye -> 1;
        };
    if (count < 1 || count > LIMIT) {
      throw new AssertionError("a request for " + count + " got through");
    }
  }

  private static void verdict(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      Sentences.require(new RefusedException("It said: " + refused.sentence()));
    }
  }
}
