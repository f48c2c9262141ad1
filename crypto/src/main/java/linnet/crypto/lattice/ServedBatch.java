// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.Arrays;
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
          answer(new Answer(own.get(i), ringFull, key, masks.get(order.get(i))));
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

  /**
   * One ring-full of a convolution's results.
   *
   * @param masks of all its outputs
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Answer(ServedConvolution convolution, int ringFull, PublicKey key, long[] masks) {}

  private void answer(Answer answer) {
    Products products = answer.convolution().products();
    for (ServedConvolution.Block block : answer.convolution().blocks()) {
      results = atLeast(block.count(), results);
      answer.convolution().multiply(block, values, results);
      for (byte[][] frame : finish(answer, block, products)) {
        channel.send(Wire.RESULTS, frame);
      }
    }
  }

  private byte[][][] finish(Answer answer, ServedConvolution.Block block, Products products) {
    Products.Block linear = products.block(block.first(), block.count());
    byte[][] seeds = new byte[block.count()][];
    Arrays.setAll(seeds, i -> entropy.seed());
    byte[][][] frames = new byte[block.count()][][];
    served
        .workers()
        .run(
            block.count(),
            (scratch, i) -> {
              int output = block.first() + i;
              linear.read(output, scratch.linear);
              frames[i] = finish(answer, output, results[i], new Prg(seeds[i]), scratch);
            });
    return frames;
  }

  /** Hides everything but the plaintext, subtracts the masks, and drops what need not travel. */
  private byte[][] finish(
      Answer answer, int output, Polynomial first, Prg random, Rerandomization.Scratch scratch) {
    RingLayout ring = answer.convolution().ring();
    ConvolutionShape shape = answer.convolution().shape();
    int[] columns = ring.resultColumns(shape, output);
    int[] places = ring.resultPlaces(shape, answer.ringFull(), output);
    int flood = served.plan().analysis().floodBits();
    served.rerandomization().apply(answer.key(), first, columns, flood, random, scratch);
    for (int i = 0; i < columns.length; i++) {
      first.subtractScaled(columns[i], answer.masks()[places[i]]);
    }
    byte[][] frame = {
      new byte[linear.bytes(Polynomial.DEGREE)], new byte[constant.bytes(columns.length)]
    };
    linear.encode(scratch.linear, frame[0], 0);
    constant.encode(first, columns, frame[1], 0);
    return frame;
  }
}
