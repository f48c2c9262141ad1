// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * Where the values and results of a batch lie in the coefficients of ring elements.
 *
 * <p>The batch is cut into <em>ring-fulls</em> of equally many images (the last may have fewer).
 * The ring is cut into blocks, {@code inBlocks * outBlocks} of them. A ciphertext from the client
 * holds {@code inBlocks} planes in its first blocks; one from the server the results of {@code
 * outBlocks} channels, channel j of it in block {@code j * inBlocks}: the planes are shifted so
 * that each output's partial sums meet there, and no sum of another output reaches it (protocol.md
 * §2, packing).
 *
 * @param images images of a ring-full
 */
record RingLayout(PhaseGrid grid, int batch, int images, int inBlocks, int outBlocks) {
  /** Coefficients of a ring element. */
  static final int RING = LatticeParameters.DEGREE;

  /** Checks that the ring has room. */
  RingLayout {
    if ((long) images * grid.imagePitch() > blockPitch(inBlocks, outBlocks)) {
      throw new IllegalArgumentException("the ring has no room for this packing");
    }
  }

  private static int blockPitch(int inBlocks, int outBlocks) {
    return RING / Math.multiplyExact(inBlocks, outBlocks);
  }

  /** Coefficients from one block to the next; does not depend on the batch. */
  int blockPitch() {
    return blockPitch(inBlocks, outBlocks);
  }

  /** Ring-fulls of the batch. */
  int ringFulls() {
    return Math.ceilDiv(batch, images);
  }

  /** Images of one ring-full. */
  int images(int ringFull) {
    return Math.min(images, batch - ringFull * images);
  }

  /** Ciphertexts that one ring-full of values takes. */
  int inputs() {
    return Math.ceilDiv(grid.planes(), inBlocks);
  }

  /** Ciphertexts that one ring-full of a convolution's results takes. */
  int outputs(ConvolutionShape shape) {
    return Math.ceilDiv(shape.outChannels(), outBlocks);
  }

  /** Output channels in a ciphertext from the server. */
  int channels(ConvolutionShape shape, int output) {
    return Math.min(outBlocks, shape.outChannels() - output * outBlocks);
  }

  /** Number of results that such a ciphertext carries. */
  int resultCount(ConvolutionShape shape, int ringFull, int output) {
    return channels(shape, output)
        * images(ringFull)
        * Math.multiplyExact(shape.outHeight(), shape.outWidth());
  }

  /** The ciphertext that holds a plane. */
  int input(int plane) {
    return plane / inBlocks;
  }

  /** How far to shift the ciphertext of a plane so that the plane falls on an output block. */
  int shift(int outBlock, int plane) {
    return (outBlock * inBlocks - plane % inBlocks) * blockPitch();
  }

  /** The first coefficient of an output block. */
  int outputStart(int outBlock) {
    return outBlock * inBlocks * blockPitch();
  }

  /**
   * The plaintext of one ciphertext from the client.
   *
   * @param values {@code [C, batch, H, W]}
   */
  long[] plaintext(long[] values, int ringFull, int input) {
    long[] plaintext = new long[RING];
    int first = input * inBlocks;
    int count = Math.min(inBlocks, grid.planes() - first);
    for (int block = 0; block < count; block++) {
      grid.scatter(
          values,
          batch,
          first + block,
          ringFull * images,
          images(ringFull),
          plaintext,
          block * blockPitch());
    }
    return plaintext;
  }

  /** The coefficients of a ciphertext's results: channel by channel, image by image, row by row. */
  int[] resultColumns(ConvolutionShape shape, int ringFull, int output) {
    int[] one = grid.results(shape);
    int[] columns = new int[resultCount(shape, ringFull, output)];
    int at = 0;
    for (int channel = 0; channel < channels(shape, output); channel++) {
      for (int image = 0; image < images(ringFull); image++) {
        int start = outputStart(channel) + image * grid.imagePitch();
        for (int result : one) {
          columns[at++] = start + result;
        }
      }
    }
    return columns;
  }

  /**
   * Where a ciphertext's results stand in the convolution's outputs {@code [O, batch, OH, OW]}:
   * they come in runs, one a channel, each of {@code images(ringFull) * OH * OW} values.
   */
  int runStart(ConvolutionShape shape, int ringFull, int output, int channel) {
    return ((output * outBlocks + channel) * batch + ringFull * images)
        * shape.outHeight()
        * shape.outWidth();
  }
}
