// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.Arrays;
import java.util.List;
import linnet.crypto.fuzzing.Sentences;
import linnet.network.InputException;

/** Stored pieces of material with changes, at either end. */
public final class PieceTarget {
  private static final HonestSession.Piece PIECE = HonestSession.inferring().pieces().getFirst();

  private PieceTarget() {}

  /** The pieces as they were can be read. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[] {0});
    fuzzerTestOneInput(new byte[] {1});
  }

  /** Reads a piece after changes: position (3 bytes), value; an odd first byte cuts it as well. */
  public static void fuzzerTestOneInput(byte[] script) {
    try {
      if (script.length > 0 && (script[0] & 1) == 1) {
        byte[] payload = edited(PIECE.server(), script);
        ServerPiece.read(HonestSession.PROGRAM.plan(), HonestSession.PARAMETERS, payload);
      } else {
        byte[] payload = edited(PIECE.client(), script);
        ClientPiece.read(HonestSession.PROGRAM.plan(), HonestSession.PARAMETERS, List.of(payload));
      }
    } catch (InputException e) {
      Sentences.require(e);
    }
  }

  private static byte[] edited(byte[] honest, byte[] script) {
    byte[] payload = honest.clone();
    for (int at = 1; at + 4 <= script.length; at += 4) {
      int position =
          ((script[at] & 255) << 16) | ((script[at + 1] & 255) << 8) | (script[at + 2] & 255);
      payload[position % payload.length] = script[at + 3];
    }
    boolean cut = script.length > 2 && (script[0] & 2) == 2;
    return cut ? Arrays.copyOf(payload, payload.length * (script[1] & 255) / 200) : payload;
  }
}
