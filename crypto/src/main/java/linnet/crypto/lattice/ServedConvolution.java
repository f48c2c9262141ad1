// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One convolution in one layout at the server: its weights in the order of the matrix kernel, and
 * its products with the public polynomials. Both are made when first needed. Thread-safe.
 */
final class ServedConvolution {
  /**
   * Consecutive output ciphertexts that are computed together.
   *
   * @param first the first
   */
  record Block(int first, int count, List<WeightSlice> slices) {}

  private final RingLayout ring;
  private final ConvolutionShape shape;
  private final long[] weights;
  private final CiphertextProduct product;
  private final LatticeCache cache;
  private final String key;
  private final IntFunction<Polynomial> publicPolynomial;
  private @Nullable List<Block> blocks;

  /**
   * @param key names the products in the cache
   * @param publicPolynomial of each input ciphertext
   */
  ServedConvolution(
      RingLayout ring,
      ConvolutionShape shape,
      long[] weights,
      CiphertextProduct product,
      LatticeCache cache,
      String key,
      IntFunction<Polynomial> publicPolynomial) {
    this.ring = ring;
    this.shape = shape;
    this.weights = weights;
    this.product = product;
    this.cache = cache;
    this.key = key;
    this.publicPolynomial = publicPolynomial;
  }

  RingLayout ring() {
    return ring;
  }

  ConvolutionShape shape() {
    return shape;
  }

  /** The output ciphertexts, cut into parts that bound memory. */
  synchronized List<Block> blocks() {
    if (blocks == null) {
      List<Block> cut = new ArrayList<>();
      int outputs = ring.outputs(shape);
      for (int first = 0; first < outputs; first += LatticeCache.BLOCK) {
        int count = Math.min(LatticeCache.BLOCK, outputs - first);
        cut.add(new Block(first, count, WeightSlice.of(ring, shape, weights, first, count)));
      }
      blocks = List.copyOf(cut);
    }
    return blocks;
  }

  /** The second halves of the output ciphertexts. */
  synchronized Products products() {
    return cache.products(key, ring.outputs(shape), this::compute);
  }

  private Polynomial[] compute(int first, int count) {
    Polynomial[] in = new Polynomial[ring.inputs()];
    for (int i = 0; i < in.length; i++) {
      in[i] = publicPolynomial.apply(i);
    }
    Polynomial[] out = polynomials(count);
    Block block = blocks().get(first / LatticeCache.BLOCK);
    var everything = List.of(new CiphertextProduct.Columns(0, RingLayout.RING));
    product.multiply(block.slices(), in, out, first, everything);
    return out;
  }

  /** The columns that carry results, as one range for each block of the ring. */
  List<CiphertextProduct.Columns> resultColumns() {
    int span = ring.grid().resultSpan(shape, ring.images());
    List<CiphertextProduct.Columns> columns = new ArrayList<>();
    for (int block = 0; block < Math.min(ring.outBlocks(), shape.outChannels()); block++) {
      columns.add(new CiphertextProduct.Columns(ring.outputStart(block), span));
    }
    return columns;
  }

  /** The first halves of some output ciphertexts, right where they carry results. */
  void multiply(Block block, Polynomial[] in, Polynomial[] out) {
    product.multiply(block.slices(), in, out, block.first(), resultColumns());
  }

  static Polynomial[] polynomials(int count) {
    Polynomial[] polynomials = new Polynomial[count];
    for (int i = 0; i < count; i++) {
      polynomials[i] = new Polynomial();
    }
    return polynomials;
  }
}
