// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * Where the values and results of a batch lie in the coefficients of ring elements.
 *
 * <p>The images are cut into <em>ring-fulls</em>, all of as many; what is left of a batch after as
 * many as possible has a layout of its own. The ring is cut into blocks, {@code inBlocks *
 * outBlocks} of them. A ciphertext from the client holds {@code inBlocks} planes in its first
 * blocks; one from the server the results of {@code outBlocks} channels, channel j of it in block
 * {@code j * inBlocks}: the planes are shifted so that each output's partial sums meet there, and
 * no sum of another output reaches it (protocol.md §2, packing).
 *
 * @param run the images of the batch that lie so
 */
record RingLayout(PhaseGrid grid, ImageRun run, int inBlocks, int outBlocks) {
  /** Coefficients of a ring element. */
  static final int RING = LatticeParameters.DEGREE;

  /**
   * Consecutive images of a batch.
   *
   * @param batch all images of the batch
   * @param first the first of the run
   * @param images in each ring-full
   */
  record ImageRun(int batch, int first, int images, int ringFulls) {}

  /** Checks that the ring has room. */
  RingLayout {
    if ((long) run.images() * grid.imagePitch() > blockPitch(inBlocks, outBlocks)) {
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

  /** Ring-fulls of the run. */
  int ringFulls() {
    return run.ringFulls();
  }

  /** Images of one ring-full. */
  int images() {
    return run.images();
  }

  private int firstImage(int ringFull) {
    return run.first() + ringFull * run.images();
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
  int resultCount(ConvolutionShape shape, int output) {
    return channels(shape, output)
        * images()
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
          run.batch(),
          first + block,
          firstImage(ringFull),
          images(),
          plaintext,
          block * blockPitch());
    }
    return plaintext;
  }

  /** The coefficients of a ciphertext's results: channel by channel, image by image, row by row. */
  int[] resultColumns(ConvolutionShape shape, int output) {
    int[] map = grid.results(shape);
    int[] columns = new int[resultCount(shape, output)];
    int at = 0;
    for (int channel = 0; channel < channels(shape, output); channel++) {
      for (int image = 0; image < images(); image++) {
        int start = outputStart(channel) + image * grid.imagePitch();
        for (int result : map) {
          columns[at++] = start + result;
        }
      }
    }
    return columns;
  }

  /** Where the same results stand in the convolution's outputs {@code [O, batch, OH, OW]}. */
  int[] resultPlaces(ConvolutionShape shape, int ringFull, int output) {
    int map = shape.outHeight() * shape.outWidth();
    int run = images() * map;
    int[] places = new int[resultCount(shape, output)];
    for (int i = 0; i < places.length; i++) {
      int channel = output * outBlocks + i / run;
      places[i] = (channel * run().batch() + firstImage(ringFull)) * map + i % run;
    }
    return places;
  }
}
