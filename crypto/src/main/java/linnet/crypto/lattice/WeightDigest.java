// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import linnet.crypto.channel.LittleEndian;

/** Names products by all that they depend on. */
final class WeightDigest {
  private static final int PART = 1 << 13;

  private WeightDigest() {}

  /** The key of a convolution's products in a cache. */
  static String key(int job, JobLayout.Part part, ConvolutionShape shape, long[] weights) {
    MessageDigest digest = sha256();
    RingLayout ring = part.ring();
    PhaseGrid grid = ring.grid();
    digest.update(
        LittleEndian.bytes(
            Wire.VERSION,
            job,
            part.firstPosition(),
            grid.planes(),
            grid.rowPitch(),
            grid.imagePitch(),
            ring.inBlocks(),
            ring.outBlocks()));
    for (Tap tap : Tap.of(shape)) {
      digest.update(LittleEndian.bytes(grid.plane(0, tap), grid.shift(tap)));
    }
    digest.update(LittleEndian.bytes(shape.inChannels(), shape.outChannels(), shape.groups()));
    for (int from = 0; from < weights.length; from += PART) {
      int to = Math.min(weights.length, from + PART);
      digest.update(LittleEndian.bytes(Arrays.copyOfRange(weights, from, to)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
