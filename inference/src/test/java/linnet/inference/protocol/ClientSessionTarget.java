// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.channel.ProtocolException;
import linnet.crypto.fuzzing.Sentences;
import linnet.crypto.fuzzing.Transcript;
import linnet.network.InputException;

/** A whole session of the client against a server that an edit script made. */
public final class ClientSessionTarget {
  static final Transcript HONEST = Transcript.received(HonestSession.preparing().client());

  private ClientSessionTarget() {}

  /** The honest session must end well: else scripts would change nothing. */
  public static void fuzzerInitialize() {
    play(HONEST.bytes());
  }

  /** Plays the session with the script's changes. */
  public static void fuzzerTestOneInput(byte[] script) {
    try {
      play(HONEST.edited(script));
    } catch (ProtocolException | InputException | RefusedException | MissingMaterialException e) {
      Sentences.require(e);
    }
  }

  private static void play(byte[] bytes) {
    HonestSession.prepareAndInfer(Transcript.play(bytes), HonestSession.emptyStore());
  }
}
