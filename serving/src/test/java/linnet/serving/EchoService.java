// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.inference.protocol.PhaseStatistics;
import linnet.inference.protocol.RefusedException;
import linnet.inference.protocol.SessionGuard;
import linnet.inference.protocol.SessionListener;

/**
 * A small protocol in place of private inference: {@code p} prepares, {@code i} infers, {@code q}
 * ends; the second byte says how many.
 */
final class EchoService implements SessionService {
  static final MessageType ASK = new MessageType(64, "questions");
  static final MessageType ANSWER = new MessageType(65, "answers");
  static final PhaseStatistics COST = new PhaseStatistics(100, 50, 2, 250);

  private final Runnable work;

  /** A service whose requests do this between admission and answer. */
  EchoService(Runnable work) {
    this.work = work;
  }

  @Override
  public void serve(Channel channel, SessionGuard guard, SessionListener listener) {
    for (byte[] ask = next(channel); ask[0] != 'q'; ask = next(channel)) {
      boolean preparing = ask[0] == 'p';
      try {
        if (preparing) {
          guard.beforePrepare(channel.peerIdentity(), ask[1]);
        } else {
          guard.beforeInfer(channel.peerIdentity(), ask[1]);
        }
      } catch (RefusedException e) {
        answer(channel, String.valueOf(e.getMessage()));
        continue;
      }
      work.run();
      answer(channel, "done");
      if (preparing) {
        listener.prepared("", Statistics.preparation(ask[1], COST));
      } else {
        listener.inferred("", Statistics.prediction(ask[1], COST));
      }
    }
  }

  private static void answer(Channel channel, String text) {
    channel.send(ANSWER, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] next(Channel channel) {
    return channel.receive(ASK, 2);
  }

  /** A client's request and the answer. */
  static String ask(Channel channel, char what, int count) {
    channel.send(ASK, new byte[] {(byte) what, (byte) count});
    return new String(channel.receive(ANSWER, 0, 1000), StandardCharsets.UTF_8);
  }

  static List<String> askOften(Channel channel, char what, int times) {
    return IntStream.range(0, times).mapToObj(i -> ask(channel, what, 1)).toList();
  }
}
