// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format for 32-bit floats: 8 bytes header length (little endian), a JSON header
 * that gives each tensor's type, shape and byte range, then the data. Reading checks that the
 * ranges cover the data without gap or overlap.
 */
final class SafeTensors {
  private static final int MOST_HEADER = 100_000_000;

  private SafeTensors() {}

  static void write(Weights weights, OutputStream out) throws IOException {
    byte[] header = header(weights);
    byte[] length = new byte[Long.BYTES];
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
    out.write(length);
    out.write(header);
    for (String name : weights.names()) {
      float[] values = weights.get(name).values();
      byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
      out.write(bytes);
    }
  }

  private static byte[] header(Weights weights) {
    ObjectNode header = Json.MAPPER.createObjectNode();
    header.putObject("__metadata__").put("format", "pt");
    long offset = 0;
    for (String name : weights.names()) {
      WeightTensor tensor = weights.get(name);
      long end = offset + (long) Float.BYTES * tensor.values().length;
      ObjectNode entry = header.putObject(name).put("dtype", "F32");
      Arrays.stream(tensor.shape()).forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = Json.MAPPER.writeValueAsBytes(header);
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8); // aligns the data
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  static Weights read(byte[] file, String where) {
    if (file.length < Long.BYTES) {
      throw new InputException(
          "%s is truncated: it has only %d bytes.".formatted(where, file.length));
    }
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MOST_HEADER || length > file.length - Long.BYTES) {
      throw new InputException(
          "%s says that its header has %d bytes, which cannot be; the file is corrupt or truncated."
              .formatted(where, length));
    }
    String text = new String(file, Long.BYTES, (int) length, StandardCharsets.UTF_8);
    int start = Long.BYTES + (int) length;
    ByteBuffer data =
        ByteBuffer.wrap(file, start, file.length - start).slice().order(ByteOrder.LITTLE_ENDIAN);
    return tensors(Json.parse(text.getBytes(StandardCharsets.UTF_8), where), data, where);
  }

  private static Weights tensors(JsonNode header, ByteBuffer data, String where) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals("__metadata__")) {
        entries.add(Entry.of(field.getKey(), field.getValue(), where));
      }
    }
    requireExactCover(entries, data.capacity(), where);
    Map<String, WeightTensor> result = new LinkedHashMap<>();
    for (Entry entry : entries) {
      float[] values = new float[(int) ((entry.end - entry.begin) / Float.BYTES)];
      data.slice((int) entry.begin, (int) (entry.end - entry.begin))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      result.put(entry.name, new WeightTensor(entry.shape, values));
    }
    return Weights.of(result);
  }

  private static void requireExactCover(List<Entry> entries, int size, String where) {
    long at = 0;
    for (Entry entry : entries.stream().sorted(Comparator.comparingLong(e -> e.begin)).toList()) {
      if (entry.begin != at) {
        throw new InputException(
            "%s has a gap or overlap before the tensor %s; the file is corrupt."
                .formatted(where, entry.name));
      }
      at = entry.end;
    }
    if (at != size) {
      throw new InputException(
          "%s has %,d bytes of data where its header describes %,d; the file is corrupt or truncated."
              .formatted(where, size, at));
    }
  }

  /** One tensor's line of the header, checked by itself. */
  private static final class Entry {
    private final String name;
    private final int[] shape;
    private final long begin;
    private final long end;

    private Entry(String name, int[] shape, long begin, long end) {
      this.name = name;
      this.shape = shape;
      this.begin = begin;
      this.end = end;
    }

    static Entry of(String name, JsonNode json, String where) {
      String type = Json.text(json, "dtype");
      if (!type.equals("F32")) {
        throw new InputException(
            "%s stores %s as %s; only F32 is read, so convert it first."
                .formatted(where, name, type));
      }
      int[] shape =
          Json.list(json, "shape", Json::asInteger).stream().mapToInt(Integer::intValue).toArray();
      List<Long> offsets = Json.list(json, "data_offsets", JsonNode::asLong);
      if (offsets.size() != 2) {
        throw new InputException("%s gives no byte range for %s.".formatted(where, name));
      }
      Entry entry = new Entry(name, shape, offsets.get(0), offsets.get(1));
      if (entry.begin < 0
          || entry.end - entry.begin != entry.bytes()
          || entry.end > Integer.MAX_VALUE) {
        throw new InputException(
            "%s gives %s the byte range %d to %d, which does not fit its shape %s; the file is corrupt."
                .formatted(where, name, entry.begin, entry.end, Arrays.toString(shape)));
      }
      return entry;
    }

    private long bytes() {
      long bytes = Float.BYTES;
      for (int size : shape) {
        if (size < 0 || bytes * size > Integer.MAX_VALUE) {
          return -1; // fits no range
        }
        bytes *= size;
      }
      return bytes;
    }
  }
}
