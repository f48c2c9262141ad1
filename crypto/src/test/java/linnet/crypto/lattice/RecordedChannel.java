// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.Traffic;

/** A channel that keeps what it receives, by type. */
final class RecordedChannel implements Channel {
  private final Channel line;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();
  private final List<byte[]> results = new ArrayList<>();

  RecordedChannel(Channel line) {
    this.line = line;
  }

  List<byte[]> keys() {
    return keys;
  }

  List<byte[]> values() {
    return values;
  }

  List<byte[]> results() {
    return results;
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    line.send(type, parts);
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    byte[] payload = line.receive(type, minLength, maxLength);
    (type.equals(Wire.PUBLIC_KEY) ? keys : type.equals(Wire.VALUES) ? values : results)
        .add(payload);
    return payload;
  }

  @Override
  public Traffic traffic() {
    return line.traffic();
  }

  @Override
  public String peer() {
    return line.peer();
  }

  @Override
  public void close() {
    line.close();
  }
}
