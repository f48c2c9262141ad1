// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.fuzzing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.crypto.TracingChannel;
import linnet.crypto.channel.ByteChannels;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;

/**
 * The messages that one party of an honest session got, to be played again with changes. A fuzzer
 * that invents whole sessions never gets past the first curve point; one that invents changes of an
 * honest session reaches every decoder.
 *
 * @param frames in order
 */
public record Transcript(List<Frame> frames) {
  /** Bytes of a script that make one change. */
  public static final int EDIT_BYTES = 6;

  private static final int EDITS = 8;

  /**
   * One message.
   *
   * @param code of its type
   * @param payload without header
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Frame(int code, byte[] payload) {
    private byte[] bytes() {
      byte[] bytes = new byte[5 + payload.length];
      LittleEndian.putInt(bytes, 0, payload.length);
      bytes[4] = (byte) code;
      System.arraycopy(payload, 0, bytes, 5, payload.length);
      return bytes;
    }
  }

  /** What one end of a traced channel got. */
  public static Transcript received(TracingChannel end) {
    return of(end, false);
  }

  /** What one end of a traced channel sent. */
  public static Transcript sent(TracingChannel end) {
    return of(end, true);
  }

  private static Transcript of(TracingChannel end, boolean sent) {
    return new Transcript(
        end.messages().stream()
            .filter(message -> message.sent() == sent)
            .map(message -> new Frame(message.type().code(), message.payload()))
            .toList());
  }

  /** A channel on which a session's bytes arrive; what is sent is dropped. */
  public static Channel play(byte[] bytes) {
    return ByteChannels.of(bytes); // of a package that modules above cannot compile against
  }

  /** The session's bytes as they were. */
  public byte[] bytes() {
    return bytes(frames);
  }

  /**
   * The session's bytes with up to eight changes: of a byte, a length or a type; messages dropped,
   * repeated, exchanged; an announcement of much; an early end. Each takes {@link #EDIT_BYTES}:
   * frame, kind, offset (2), value (2).
   */
  public byte[] edited(byte[] script) {
    List<Frame> edited = new ArrayList<>(frames);
    for (int at = 0;
        at + EDIT_BYTES <= script.length && at < EDITS * EDIT_BYTES;
        at += EDIT_BYTES) {
      if (edited.isEmpty()) {
        break;
      }
      int frame = (script[at] & 255) % edited.size();
      int offset = short16(script, at + 2);
      int value = short16(script, at + 4);
      if ((script[at + 1] & 7) == 7) {
        return announcingMuch(edited.subList(0, frame), edited.get(frame), value);
      }
      edit(edited, frame, script[at + 1] & 7, offset, value);
    }
    return bytes(edited);
  }

  private static int short16(byte[] script, int at) {
    return ((script[at] & 255) << 8) | (script[at + 1] & 255);
  }

  private static void edit(List<Frame> frames, int at, int kind, int offset, int value) {
    Frame frame = frames.get(at);
    switch (kind) {
      case 0 -> frames.set(at, withByte(frame, offset, (byte) value));
      case 1 -> frames.set(at, new Frame(frame.code, Arrays.copyOf(frame.payload, value)));
      case 2 -> frames.set(at, new Frame(value & 127, frame.payload));
      case 3 -> frames.remove(at);
      case 4 -> frames.add(at, frame);
      case 5 -> frames.set(at, frames.set(offset % frames.size(), frame));
      default -> frames.subList(at, frames.size()).clear();
    }
  }

  private static Frame withByte(Frame frame, int offset, byte value) {
    byte[] payload = frame.payload.clone();
    if (payload.length > 0) {
      payload[offset % payload.length] = value;
    }
    return new Frame(frame.code, payload);
  }

  /** Ends with a header that promises up to 4 GiB. */
  private static byte[] announcingMuch(List<Frame> before, Frame frame, int value) {
    byte[] header = {0, 0, 0, 0, (byte) frame.code};
    LittleEndian.putInt(header, 0, (value << 16) | 0xffff);
    byte[] bytes = bytes(before);
    byte[] all = Arrays.copyOf(bytes, bytes.length + header.length);
    System.arraycopy(header, 0, all, bytes.length, header.length);
    return all;
  }

  private static byte[] bytes(List<Frame> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    frames.forEach(frame -> bytes.writeBytes(frame.bytes()));
    return bytes.toByteArray();
  }

  /** Scripts that begin with each kind of change at some frames: seeds for a fuzzer. */
  public List<byte[]> scripts() {
    List<byte[]> scripts = new ArrayList<>();
    scripts.add(new byte[0]);
    for (int kind = 0; kind < 8; kind++) {
      for (int frame = 0; frame < Math.min(frames.size(), 256); frame += 1 + frames.size() / 2) {
        scripts.add(new byte[] {(byte) frame, (byte) kind, 0, 1, 0, 3});
      }
    }
    return scripts;
  }
}
