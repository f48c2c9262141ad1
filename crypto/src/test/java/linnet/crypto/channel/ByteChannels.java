// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;

/** A peer that is a recording: its bytes are all there, and what it is sent is dropped. */
public final class ByteChannels {
  private ByteChannels() {}

  /** A channel on which these bytes arrive, frames and all, and then the end. */
  public static Channel of(byte[] bytes) {
    StreamLine line =
        new StreamLine(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), () -> {});
    return new FramedChannel(line, "the peer", Timeouts.DEFAULT);
  }
}
