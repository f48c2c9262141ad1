// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.Prg;

/** One batch at the server: job by job, ring-full by ring-full, result by result. */
final class ServedBatch implements LatticeServer.Batch {
  private final ServedPlan served;
  private final List<PublicKey> keys;
  private final Channel channel;
  private final EntropySource entropy;
  private final CoefficientCodec linear;
  private final CoefficientCodec constant;

  // One ring-full of values and one block of results, used again and again.
  private Polynomial[] values = new Polynomial[0];
  private Polynomial[] results = new Polynomial[0];

  ServedBatch(ServedPlan served, List<PublicKey> keys, Channel channel, EntropySource entropy) {
    this.served = served;
    this.keys = keys;
    this.channel = channel;
    this.entropy = entropy;
    linear = served.plan().linear();
    constant = served.plan().constant();
  }

  @Override
  public void handle(int job, List<long[]> masks) {
    JobLayout layout = served.plan().jobs().get(job);
    requireSizes(layout.job(), masks);
    int at = 0;
    for (JobLayout.Part part : layout.parts()) {
      List<Integer> order = part.convolutions();
      List<ServedConvolution> own = served.convolutions().get(job).subList(at, at += order.size());
      for (int ringFull = 0; ringFull < part.ring().ringFulls(); ringFull++) {
        receive(part.ring().inputs());
        for (int i = 0; i < own.size(); i++) {
          PublicKey key = keys.get(part.firstKey() + ringFull);
          answer(own.get(i), ringFull, key, masks.get(order.get(i)));
        }
      }
    }
  }

  private void requireSizes(LinearJob job, List<long[]> masks) {
    int batch = served.plan().batch();
    boolean fits = masks.size() == job.convolutions().size();
    for (int i = 0; fits && i < masks.size(); i++) {
      fits = masks.get(i).length == job.convolutions().get(i).outputCount(batch);
    }
    if (!fits) {
      throw new IllegalArgumentException("the masks do not fit the outputs of " + job.name());
    }
  }

  private void receive(int count) {
    values = atLeast(count, values);
    for (int i = 0; i < count; i++) {
      Wire.WHOLE.decode(channel.receive(Wire.VALUES, Wire.wholeBytes()), values[i]);
    }
  }

  private static Polynomial[] atLeast(int count, Polynomial[] polynomials) {
    return polynomials.length < count ? ServedConvolution.polynomials(count) : polynomials;
  }

  private void answer(ServedConvolution convolution, int ringFull, PublicKey key, long[] masks) {
    Products products = convolution.products();
    for (ServedConvolution.Block block : convolution.blocks()) {
      results = atLeast(block.count(), results);
      convolution.multiply(block, values, results);
      Products.Block second = products.block(block.first(), block.count());
      byte[][] seeds = new byte[block.count()][];
      byte[][][] frames = new byte[block.count()][][];
      for (int i = 0; i < seeds.length; i++) {
        seeds[i] = entropy.seed();
      }
      served
          .workers()
          .run(
              block.count(),
              (scratch, i) -> {
                int output = block.first() + i;
                second.read(output, scratch.linear);
                frames[i] =
                    finish(
                        convolution, ringFull, key, output, results[i], masks, seeds[i], scratch);
              });
      for (byte[][] frame : frames) {
        channel.send(Wire.RESULTS, frame);
      }
    }
  }

  /** Hides everything but the plaintext, subtracts the mask, and drops what need not travel. */
  private byte[][] finish(
      ServedConvolution convolution,
      int ringFull,
      PublicKey key,
      int output,
      Polynomial first,
      long[] masks,
      byte[] seed,
      Rerandomization.Scratch scratch) {
    RingLayout ring = convolution.ring();
    int[] columns = ring.resultColumns(convolution.shape(), output);
    int flood = served.plan().analysis().floodBits();
    served
        .rerandomization()
        .apply(key, first, scratch.linear, columns, flood, new Prg(seed), scratch);
    subtractMasks(convolution, ringFull, output, first, columns, masks);
    byte[][] frame = {
      new byte[linear.bytes(Polynomial.DEGREE)], new byte[constant.bytes(columns.length)]
    };
    linear.encode(scratch.linear, frame[0], 0);
    constant.encode(first, columns, frame[1], 0);
    return frame;
  }

  private static void subtractMasks(
      ServedConvolution convolution,
      int ringFull,
      int output,
      Polynomial first,
      int[] columns,
      long[] masks) {
    RingLayout ring = convolution.ring();
    int channels = ring.channels(convolution.shape(), output);
    int run = columns.length / channels;
    for (int channel = 0; channel < channels; channel++) {
      int from = ring.runStart(convolution.shape(), ringFull, output, channel);
      for (int i = 0; i < run; i++) {
        first.subtractScaled(columns[channel * run + i], masks[from + i]);
      }
    }
  }
}
