// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;

/**
 * The server's half of the linear layers under encryption: the client holds a vector v, the server
 * weights W and a mask s, and the client gets {@code W*v - s mod 2^64}. One per served program.
 * Thread-safe.
 *
 * <p><i>Security.</i> Semi-honest parties. The server sees ring-LWE ciphertexts of v and learns
 * nothing of it, as long as ring-LWE holds for the parameters of {@link LatticeParameters}. The
 * client learns {@code W*v - s} and public sizes: each ciphertext that goes back is re-randomized
 * by a fresh public-key encryption of zero, so that its second half is pseudorandom instead of a
 * linear function of the weights; of its first half only coefficients that carry results travel,
 * flooded so that over a whole batch the noise is within statistical distance 2^-40 of noise that
 * does not depend on the weights. <b>A client that deviates</b>, with huge errors or a crafted key,
 * can learn of the weights; neither the public second halves nor quotas exclude that. A server that
 * deviates can only spoil results. Timing is not hidden: neither party's loops depend on secret
 * values, but no claim is made for the Java runtime.
 *
 * <p><i>Cost.</i> One message round trip for any number of jobs; bytes by {@link LatticeCost}.
 * Memory: the ciphertexts of one ring-full of one job, and {@value LatticeCache#BLOCK} results.
 *
 * <p>References: Bae, Cheon, Hanrot, Park, Stehlé, "Plaintext-ciphertext matrix multiplication and
 * FHE bootstrapping: fast and fused", CRYPTO 2024 (eprint 2024/1284), for products in coefficient
 * form; Albrecht et al., "Homomorphic Encryption Standard", 2018, for the parameters; Gentry, "A
 * fully homomorphic encryption scheme", thesis, 2009, chapter 21, for flooding, with the bound of
 * {@link NoiseAnalysis}.
 */
public final class LatticeServer {
  // Weights in the kernel's order take as much memory as the model, so only a few are kept.
  private static final int KEPT_PLANS = 3;

  private final List<LinearJob> jobs;
  private final List<List<long[]>> weights;
  private final LatticeCache cache;
  private final Rerandomization rerandomization;
  private final CiphertextProduct product = new CiphertextProduct();
  private final Workers<Rerandomization.Scratch> workers =
      new Workers<>(Rerandomization.Scratch::new);
  private final Map<Integer, ServedPlan> plans = new LinkedHashMap<>();

  LatticeServer(
      List<LinearJob> jobs,
      List<List<long[]>> weights,
      LatticeCache cache,
      Rerandomization rerandomization) {
    this.jobs = List.copyOf(jobs);
    this.weights = weights.stream().map(List::copyOf).toList();
    this.cache = cache;
    this.rerandomization = rerandomization;
  }

  /**
   * A server of these jobs.
   *
   * @param weights one {@code [O, I / groups, k, k]} for each convolution of each job; not copied
   * @throws IllegalArgumentException if sizes do not fit
   * @throws NoiseException if the weights of an output channel are too large for the parameters
   */
  public static LatticeServer of(
      List<LinearJob> jobs, List<List<long[]>> weights, LatticeCache cache) {
    WeightChecks.requireSizes(jobs, weights);
    WeightChecks.requireAbsoluteSums(jobs, weights);
    LatticeServer server = new LatticeServer(jobs, weights, cache, Rerandomization.full());
    // A single inference packs the most channels into a ciphertext; each batch is checked again.
    WeightChecks.requireNorms(BatchPlan.of(jobs, 1), weights);
    return server;
  }

  /** What it serves. */
  public List<LinearJob> jobs() {
    return jobs;
  }

  /**
   * The bounds of noise, flood and wrong decryption for a batch of so many inferences.
   *
   * @throws NoiseException if the batch is too large for the parameters
   */
  public NoiseAnalysis analysis(int batch) {
    return BatchPlan.of(jobs, batch).analysis();
  }

  /**
   * Receives the public keys of a batch of so many inferences.
   *
   * @throws NoiseException if the batch is too large for the parameters
   * @throws linnet.crypto.channel.PeerException if the peer is gone or sends anything else
   */
  public Batch open(Channel channel, EntropySource entropy, int batch) {
    ServedPlan plan = plan(batch);
    return new ServedBatch(plan, receiveKeys(channel, plan.plan().keys()), channel, entropy);
  }

  private static List<PublicKey> receiveKeys(Channel channel, int count) {
    LatticeScratch scratch = new LatticeScratch();
    Polynomial half = new Polynomial();
    Wire.publicKeyPolynomial(half, scratch);
    TransformedPolynomial linear = TransformedPolynomial.full().load(half, scratch);
    List<PublicKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Wire.WHOLE.decode(channel.receive(Wire.PUBLIC_KEY, Wire.wholeBytes()), half);
      keys.add(new PublicKey(TransformedPolynomial.full().load(half, scratch), linear));
    }
    return keys;
  }

  /** One batch of inferences with one client; belongs to one thread at a time. */
  public interface Batch {
    /**
     * Receives the encrypted values of a job and sends what the client is to decrypt. Jobs come in
     * the order in which the client sends them.
     *
     * @param masks s of each convolution, {@code [O, B, OH, OW]}
     * @throws IllegalArgumentException if the masks' sizes do not fit
     * @throws linnet.crypto.channel.PeerException if the peer is gone or sends anything else
     * @throws java.io.UncheckedIOException if the cache cannot be used, in one sentence
     */
    void handle(int job, List<long[]> masks);
  }

  private ServedPlan plan(int batch) {
    synchronized (plans) {
      ServedPlan plan = plans.remove(batch);
      if (plan == null) {
        plan = serve(BatchPlan.of(jobs, batch));
      }
      plans.put(batch, plan);
      if (plans.size() > KEPT_PLANS) {
        plans.remove(plans.keySet().iterator().next());
      }
      return plan;
    }
  }

  private ServedPlan serve(BatchPlan plan) {
    WeightChecks.requireNorms(plan, weights);
    List<List<ServedConvolution>> convolutions = new ArrayList<>();
    for (int job = 0; job < jobs.size(); job++) {
      List<ServedConvolution> served = new ArrayList<>();
      for (JobLayout.Part part : plan.jobs().get(job).parts()) {
        for (int convolution : part.convolutions()) {
          served.add(serve(job, part, convolution));
        }
      }
      convolutions.add(served);
    }
    return new ServedPlan(plan, convolutions, workers, rerandomization);
  }

  private ServedConvolution serve(int job, JobLayout.Part part, int convolution) {
    ConvolutionShape shape = jobs.get(job).convolutions().get(convolution);
    long[] own = weights.get(job).get(convolution);
    return new ServedConvolution(
        part.ring(),
        shape,
        own,
        product,
        cache,
        WeightDigest.key(job, part, shape, own),
        input -> publicPolynomial(job, part.firstPosition() + input));
  }

  private static Polynomial publicPolynomial(int job, int position) {
    Polynomial polynomial = new Polynomial();
    Wire.publicPolynomial(job, position, polynomial, new LatticeScratch());
    return polynomial;
  }
}
