// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;

/** What goes back may say nothing of the weights but what the plaintext says. */
class IndependenceTest {
  private static final ConvolutionShape SHAPE = new ConvolutionShape(3, 20, 20, 5, 3, 1, 1, 1);
  private static final Rerandomization NONE =
      (key, constant, columns, floodBits, random, scratch) -> {};

  @Test
  void withoutRerandomizationTheClientRecognizesTheWeights() {
    List<byte[]> results = results(NONE, 1);
    assertThat(recognizes(results, 1)).isTrue();
    assertThat(recognizes(results, 2)).isFalse();
  }

  @Test
  void withRerandomizationTheClientRecognizesNothing() {
    List<byte[]> results = results(Rerandomization.full(), 1);
    assertThat(recognizes(results, 1)).isFalse();
    assertThat(recognizes(results, 2)).isFalse();
  }

  @Test
  void whateverWeightsTheClientSubtractsTheSecondHalfLooksUniform() {
    List<byte[]> results = results(Rerandomization.full(), 1);
    for (int guess = 1; guess <= 2; guess++) {
      assertThat(Uniformity.chiSquare(topBytes(results, guess))).isLessThan(Uniformity.LIMIT);
    }
  }

  @Test
  void theNoiseIsAsWideAsTheFloodAndCentred() {
    int flood =
        BatchPlan.of(List.of(new LinearJob("one", List.of(SHAPE))), 1).analysis().floodBits();
    double[] noise = noise(Rerandomization.full(), flood);
    double mean = Arrays.stream(noise).average().orElseThrow();
    double deviation = Math.sqrt(Arrays.stream(noise).map(x -> x * x).average().orElseThrow());
    assertThat(deviation).isBetween(0.48, 0.52);
    assertThat(mean).isBetween(-0.03, 0.03);
    assertThat(Arrays.stream(noise(NONE, flood)).map(Math::abs).max().orElseThrow())
        .isLessThan(1e-9);
  }

  /** The frames that the client gets for zeros under zero masks, whatever the weights. */
  private static List<byte[]> results(Rerandomization rerandomization, long weights) {
    LinearJob job = new LinearJob("one", List.of(SHAPE));
    LatticeServer server =
        new LatticeServer(
            List.of(job),
            List.of(List.of(Shapes.weights(SHAPE, weights))),
            LatticeCache.inMemory(0),
            rerandomization);
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    RecordedChannel client = new RecordedChannel(line.client());
    List<List<long[]>> outputs =
        LatticeRun.runOnZeros(server, List.of(job), 1, line.server(), client);
    assertThat(outputs.getFirst().getFirst()).containsOnly(0L);
    return client.results();
  }

  /** Whether the second halves are those weights times the public polynomials. */
  private static boolean recognizes(List<byte[]> results, long weights) {
    Polynomial[] products = products(weights);
    CoefficientCodec codec = plan().linear();
    boolean all = true;
    for (int output = 0; output < results.size(); output++) {
      byte[] expected = new byte[codec.bytes(Polynomial.DEGREE)];
      codec.encode(products[output], expected, 0);
      all &= Arrays.equals(expected, Arrays.copyOf(results.get(output), expected.length));
    }
    return all;
  }

  private static byte[] topBytes(List<byte[]> results, long weights) {
    Polynomial[] products = products(weights);
    Polynomial received = new Polynomial();
    byte[] tops = new byte[results.size() * Polynomial.DEGREE];
    for (int output = 0; output < results.size(); output++) {
      CoefficientCodec codec = plan().linear();
      byte[] half = Arrays.copyOf(results.get(output), codec.bytes(Polynomial.DEGREE));
      codec.decode(half, received);
      received.subtract(products[output]);
      for (int i = 0; i < Polynomial.DEGREE; i++) {
        tops[output * Polynomial.DEGREE + i] = (byte) (received.high[i] >> 40);
      }
    }
    return tops;
  }

  private static Polynomial[] products(long weights) {
    RingLayout ring = plan().jobs().getFirst().parts().getFirst().ring();
    Polynomial[] in = ServedConvolution.polynomials(ring.inputs());
    for (int i = 0; i < in.length; i++) {
      Wire.publicPolynomial(0, i, in[i], new LatticeScratch());
    }
    int outputs = ring.outputs(SHAPE);
    Polynomial[] out = ServedConvolution.polynomials(outputs);
    List<WeightSlice> slices =
        WeightSlice.of(ring, SHAPE, Shapes.weights(SHAPE, weights), 0, outputs);
    var everything = List.of(new CiphertextProduct.Columns(0, RingLayout.RING));
    new CiphertextProduct().multiply(slices, in, out, 0, everything);
    return out;
  }

  private static BatchPlan plan() {
    return BatchPlan.of(List.of(new LinearJob("one", List.of(SHAPE))), 1);
  }

  /** Noise of an encryption of zero after the server's additions, in units of 2^flood. */
  private static double[] noise(Rerandomization rerandomization, int flood) {
    ClientScratch scratch = new ClientScratch(0);
    Prg random = new Prg(new byte[Prg.SEED_BYTES]);
    TernaryPolynomial ternary = new TernaryPolynomial();
    Samplers.ternary(random, ternary, scratch.arithmetic);
    TransformedPolynomial secret = TransformedPolynomial.full().load(ternary);
    Wire.publicKeyPolynomial(scratch.polynomial, scratch.arithmetic);
    TransformedPolynomial half =
        TransformedPolynomial.full().load(scratch.polynomial, scratch.arithmetic);
    scratch.encryptZero(half, secret, random);
    TransformedPolynomial constant =
        TransformedPolynomial.full().load(scratch.polynomial, scratch.arithmetic);
    int[] columns = new int[Polynomial.DEGREE];
    Arrays.setAll(columns, i -> i);
    Polynomial first = new Polynomial();
    var server = new Rerandomization.Scratch();
    rerandomization.apply(new PublicKey(constant, half), first, columns, flood, random, server);
    return difference(first, server.linear, secret, flood);
  }

  private static double[] difference(
      Polynomial first, Polynomial second, TransformedPolynomial secret, int flood) {
    LatticeScratch scratch = new LatticeScratch();
    Polynomial product = new Polynomial();
    TernaryProduct.multiply(
        TransformedPolynomial.full().load(second, scratch), secret, product, scratch);
    product.add(first);
    double[] noise = new double[Polynomial.DEGREE];
    for (int i = 0; i < noise.length; i++) {
      double high = product.high[i] << 16 >> 16;
      double value = (high * 0x1p48 + product.middle[i]) * 0x1p48 + product.low[i];
      noise[i] = Math.scalb(value, -flood);
    }
    return noise;
  }

  @Test
  void everyKeyOfEveryBatchIsAnother() {
    List<byte[]> keys = new ArrayList<>();
    for (int batch = 0; batch < 3; batch++) {
      keys.addAll(Hostility.openedKeys(new LinearJob("one", List.of(SHAPE)), 40));
    }
    assertThat(keys).hasSizeGreaterThan(6);
    assertThat(keys.stream().map(Arrays::hashCode).distinct()).hasSameSizeAs(keys);
  }

  @Test
  void encryptionsOfZerosLookUniform() {
    byte[] bytes = Hostility.encryptedZeros(new LinearJob("one", List.of(SHAPE)), 2);
    assertThat(Uniformity.chiSquare(bytes)).isLessThan(Uniformity.LIMIT);
  }
}
