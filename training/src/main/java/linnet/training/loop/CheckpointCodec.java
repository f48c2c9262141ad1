// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import linnet.network.files.Checksum;
import linnet.training.loop.Checkpoint.Best;
import org.jspecify.annotations.Nullable;

/**
 * The format of a checkpoint: big-endian, in the order of the record's components, after a magic
 * number and a sequence number, before the SHA-256 of all that.
 */
final class CheckpointCodec {
  private static final long MAGIC = 0x4C4E_4350_0000_0001L; // LNCP, version 1
  private static final int DIGEST = 32;
  private static final int CHUNK = 1 << 14;

  private CheckpointCodec() {}

  /** A checkpoint with its place in the sequence of all. */
  record Numbered(long number, Checkpoint checkpoint) {}

  static void write(Numbered numbered, OutputStream target) throws IOException {
    DigestOutputStream digested = new DigestOutputStream(target, Checksum.sha256());
    DataOutputStream out = new DataOutputStream(digested);
    out.writeLong(MAGIC);
    out.writeLong(numbered.number());
    writeBody(numbered.checkpoint(), out);
    out.flush();
    target.write(digested.getMessageDigest().digest());
  }

  /** A checkpoint as bytes, for another process. */
  static byte[] encode(Checkpoint checkpoint) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new Numbered(0, checkpoint), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /** What {@link #encode} gave. */
  static Checkpoint decode(byte[] bytes, Network network) {
    try {
      return read(bytes, network).checkpoint();
    } catch (CorruptCheckpoint e) {
      throw new IllegalStateException("a checkpoint changed on its way", e);
    }
  }

  private static void writeBody(Checkpoint c, DataOutputStream out) throws IOException {
    writeText(c.settings(), out);
    out.writeInt(c.epoch());
    out.writeInt(c.step());
    out.writeBoolean(c.complete());
    out.writeDouble(c.sums().loss());
    out.writeLong(c.sums().correct());
    out.writeLong(c.sums().images());
    out.writeDouble(c.sums().seconds());
    out.writeDouble(c.lastAccuracy());
    writeModel(c.model(), out);
    writeFloats(c.velocity(), out);
    writeTask(c.task(), out);
    writeBest(c.best(), out);
  }

  private static void writeTask(Map<String, float[]> task, DataOutputStream out)
      throws IOException {
    out.writeInt(task.size());
    for (var entry : task.entrySet()) {
      writeText(entry.getKey(), out);
      writeFloats(entry.getValue(), out);
    }
  }

  private static void writeBest(@Nullable Best best, DataOutputStream out) throws IOException {
    out.writeBoolean(best != null);
    if (best != null) {
      out.writeDouble(best.accuracy());
      out.writeInt(best.epoch());
      writeModel(best.model(), out);
    }
  }

  private static void writeModel(Model model, DataOutputStream out) throws IOException {
    for (String name : model.network().parameterShapes().keySet()) {
      writeFloats(model.weights().get(name).values(), out);
    }
    for (String site : model.masks().sites()) {
      byte[] bits = model.masks().get(site).bits().toByteArray();
      out.writeInt(bits.length);
      out.write(bits);
    }
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      chunk.clear();
      chunk.asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }

  /**
   * Decodes a file's content.
   *
   * @throws CorruptCheckpoint if it is not, bit for bit, what was written
   */
  static Numbered read(byte[] content, Network network) throws CorruptCheckpoint {
    verifyDigest(content);
    ByteBuffer in = ByteBuffer.wrap(content, 0, content.length - DIGEST);
    try {
      if (in.getLong() != MAGIC) {
        throw new CorruptCheckpoint("it is of another version", null);
      }
      return new Numbered(in.getLong(), readBody(in, network));
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
      throw new CorruptCheckpoint("it is of another network", e);
    }
  }

  private static void verifyDigest(byte[] content) throws CorruptCheckpoint {
    if (content.length < DIGEST) {
      throw new CorruptCheckpoint("it is truncated", null);
    }
    MessageDigest digest = Checksum.sha256();
    digest.update(content, 0, content.length - DIGEST);
    ByteBuffer stored = ByteBuffer.wrap(content, content.length - DIGEST, DIGEST);
    if (!stored.equals(ByteBuffer.wrap(digest.digest()))) {
      throw new CorruptCheckpoint("its checksum does not match", null);
    }
  }

  private static Checkpoint readBody(ByteBuffer in, Network network) {
    return new Checkpoint(
        readText(in),
        in.getInt(),
        in.getInt(),
        in.get() != 0,
        new EpochSums(in.getDouble(), in.getLong(), in.getLong(), in.getDouble()),
        in.getDouble(),
        readModel(in, network),
        readFloats(in),
        readTask(in),
        in.get() != 0 ? new Best(in.getDouble(), in.getInt(), readModel(in, network)) : null);
  }

  private static Model readModel(ByteBuffer in, Network network) {
    Map<String, WeightTensor> weights = new LinkedHashMap<>();
    network
        .parameterShapes()
        .forEach((name, shape) -> weights.put(name, new WeightTensor(shape, readFloats(in))));
    Masks masks = Masks.forEach(network, site -> readMask(in, site.shape()));
    return new Model(network, Weights.of(weights), masks);
  }

  private static Mask readMask(ByteBuffer in, Shape shape) {
    return Mask.of(shape, BitSet.valueOf(readBytes(in)));
  }

  private static Map<String, float[]> readTask(ByteBuffer in) {
    Map<String, float[]> task = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      task.put(readText(in), readFloats(in));
    }
    return task;
  }

  private static String readText(ByteBuffer in) {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  private static float[] readFloats(ByteBuffer in) {
    float[] values = new float[in.getInt()];
    in.asFloatBuffer().get(values);
    in.position(in.position() + values.length * Float.BYTES);
    return values;
  }
}
