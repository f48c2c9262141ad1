// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static linnet.crypto.channel.LittleEndian.getLong;
import static linnet.crypto.channel.LittleEndian.putLong;

import linnet.crypto.channel.Channel;
import linnet.crypto.random.LabelHash;
import linnet.crypto.transfer.CorrelatedReceiver;
import linnet.crypto.transfer.CorrelatedSender;

/**
 * Shares of π·z_C for many units: {@code u_S + u_C = π·z_C mod 2^64}, the server choosing π, the
 * client knowing z_C.
 *
 * <p>Correlated transfer on 64 bits with the client as sender (Asharov, Lindell, Schneider, Zohner,
 * CCS 2013, §5.4): labels q, q ⊕ Δ' there, t = q ⊕ π·Δ' here; the client keeps {@code u_C = −H(q)}
 * and sends {@code d = H(q) + z_C − H(q ⊕ Δ')}, the server keeps {@code u_S = H(t) + π·d}.
 * Adversary: semi-honest; the server sees d under the pad of the label that it lacks, the client
 * nothing. Cost: one transfer and 8 bytes a unit, one round trip.
 */
final class SelectedShares {
  private static final int LANES = TransferWords.LANES;

  private SelectedShares() {}

  /** The server's first message, and H(t) of each unit. */
  static long[] choose(
      CorrelatedReceiver receiver, TransferWords words, long[] choices, LabelHash hash) {
    long[] pads = new long[Math.toIntExact(words.count())];
    int unit = 0;
    for (TransferWords.Run run : words.runs()) {
      byte[] labels = receiver.extend(run.lanes(), run.slice(choices));
      hashAll(labels, pads, unit, hash);
      unit += run.transfers();
    }
    return pads;
  }

  /** The server's end: H(t) becomes u_S. */
  static void correct(Channel channel, TransferWords words, long[] choices, long[] pads) {
    int unit = 0;
    for (TransferWords.Run run : words.runs()) {
      int count = Math.min(run.transfers(), pads.length - unit);
      byte[] corrections = channel.receive(MessageTypes.CORRECTIONS, Long.BYTES * count);
      for (int i = 0; i < count; i++) {
        long chosen = -(choices[words.word(unit + i)] >>> words.bit(unit + i) & 1);
        pads[unit + i] += chosen & getLong(corrections, Long.BYTES * i);
      }
      unit += count;
    }
  }

  /** The client's part: u_C of each unit, and in place of the shares what to send. */
  static long[] offer(CorrelatedSender sender, TransferWords words, LabelHash hash, long[] shares) {
    long[] own = new long[shares.length];
    int unit = 0;
    for (TransferWords.Run run : words.runs()) {
      byte[] labels = sender.extend(run.lanes(), run.words());
      offer(labels, sender, unit, hash, shares, own);
      unit += run.transfers();
    }
    return own;
  }

  private static void offer(
      byte[] labels,
      CorrelatedSender sender,
      int first,
      LabelHash hash,
      long[] shares,
      long[] own) {
    byte[] in = new byte[2 * LANES * Labels.BYTES];
    byte[] out = new byte[in.length];
    byte[] lanes = new byte[LANES * Labels.BYTES];
    int units = Math.min(labels.length / Labels.BYTES, shares.length - first);
    for (int from = 0; from < units; from += LANES) {
      int count = Math.min(LANES, units - from);
      int length = count * Labels.BYTES;
      System.arraycopy(labels, from * Labels.BYTES, lanes, 0, length);
      Labels.sigmaPair(lanes, 0, sender.differenceLow(), sender.differenceHigh(), in, length);
      hash.encrypt(in, out, 2 * length, SignTweaks.TRANSFER, (first + from) / LANES);
      for (int i = 0; i < count; i++) {
        long zero = hashed(in, out, i * Labels.BYTES);
        own[first + from + i] = -zero;
        shares[first + from + i] += zero - hashed(in, out, length + i * Labels.BYTES);
      }
    }
  }

  private static void hashAll(byte[] labels, long[] pads, int first, LabelHash hash) {
    byte[] in = new byte[LANES * Labels.BYTES];
    byte[] out = new byte[in.length];
    int units = Math.min(labels.length / Labels.BYTES, pads.length - first);
    for (int from = 0; from < units; from += LANES) {
      int count = Math.min(LANES, units - from);
      Labels.sigma(labels, from * Labels.BYTES, in, count * Labels.BYTES);
      hash.encrypt(in, out, count * Labels.BYTES, SignTweaks.TRANSFER, (first + from) / LANES);
      for (int i = 0; i < count; i++) {
        pads[first + from + i] = hashed(in, out, i * Labels.BYTES);
      }
    }
  }

  /** Sends what {@link #offer} left in place of the shares. */
  static void send(Channel channel, TransferWords words, long[] corrections) {
    int unit = 0;
    for (TransferWords.Run run : words.runs()) {
      int count = Math.min(run.transfers(), corrections.length - unit);
      byte[] message = new byte[Long.BYTES * count];
      for (int i = 0; i < count; i++) {
        putLong(message, Long.BYTES * i, corrections[unit + i]);
      }
      channel.send(MessageTypes.CORRECTIONS, message);
      unit += count;
    }
  }

  private static long hashed(byte[] in, byte[] out, int at) {
    return getLong(in, at) ^ getLong(out, at);
  }
}
