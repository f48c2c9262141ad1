// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.channel.ProtocolException;
import linnet.crypto.fuzzing.Sentences;
import linnet.crypto.fuzzing.Transcript;
import linnet.network.InputException;

/**
 * A whole session of the server, preparation included, against a client that an edit script made.
 */
public final class ServerSessionTarget {
  static final Transcript HONEST = Transcript.received(HonestSession.preparing().server());

  private ServerSessionTarget() {}

  /** The honest session must end well: else scripts would change nothing. */
  public static void fuzzerInitialize() {
    play(HONEST.bytes());
  }

  /** Plays the session with the script's changes. */
  public static void fuzzerTestOneInput(byte[] script) {
    try {
      play(HONEST.edited(script));
    } catch (ProtocolException | InputException e) {
      Sentences.require(e);
    }
  }

  private static void play(byte[] bytes) {
    HonestSession.serve(Transcript.play(bytes), HonestSession.emptyStore());
  }
}
