// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.Prg;

/**
 * The client's half of the linear layers under encryption, for one batch of inferences; see {@link
 * LatticeServer}.
 *
 * <p>One thread may {@link #send} while another {@link #receive}s; for a large batch two threads
 * are needed, because the server answers in parts and waits until they are taken.
 *
 * <p>Secrets are drawn for this batch alone, one for each ring-full, and a job is sent at most
 * once: no secret ever encrypts two things with the same public polynomial, which would reveal
 * their difference.
 */
public final class LatticeClient {
  // Ciphertexts worked on at once.
  private static final int GROUP = 64;
  // Transforms of public polynomials that are kept for the ring-fulls of a job: 0.26 MB each.
  private static final int KEPT_TRANSFORMS = 512;

  private final Channel channel;
  private final EntropySource entropy;
  private final BatchPlan plan;
  private final List<TransformedPolynomial> secrets;
  private final Workers<ClientScratch> workers;
  private final BitSet sent = new BitSet();

  private LatticeClient(
      Channel channel, EntropySource entropy, BatchPlan plan, List<TransformedPolynomial> secrets) {
    this.channel = channel;
    this.entropy = entropy;
    this.plan = plan;
    this.secrets = secrets;
    int droppedBits = plan.linear().droppedBits();
    workers = new Workers<>(() -> new ClientScratch(droppedBits));
  }

  /**
   * Draws the batch's secrets and sends the public keys.
   *
   * @throws IllegalArgumentException if the batch is empty or too large, or a map does not fit into
   *     a ring
   * @throws linnet.crypto.channel.PeerException if the peer is gone
   */
  public static LatticeClient open(
      Channel channel, EntropySource entropy, List<LinearJob> jobs, int batch) {
    BatchPlan plan = BatchPlan.of(jobs, batch);
    ClientScratch scratch = new ClientScratch(plan.linear().droppedBits());
    Wire.publicKeyPolynomial(scratch.polynomial, scratch.arithmetic);
    TransformedPolynomial half =
        TransformedPolynomial.full().load(scratch.polynomial, scratch.arithmetic);
    List<TransformedPolynomial> secrets = new ArrayList<>();
    for (int i = 0; i < plan.keys(); i++) {
      Prg random = new Prg(entropy.seed());
      TernaryPolynomial secret = new TernaryPolynomial();
      Samplers.ternary(random, secret, scratch.arithmetic);
      secrets.add(TransformedPolynomial.full().load(secret));
      scratch.encryptZero(half, secrets.get(i), random);
      channel.send(Wire.PUBLIC_KEY, scratch.encoded());
    }
    return new LatticeClient(channel, entropy, plan, secrets);
  }

  /**
   * Encrypts and sends the values of one job; each job once.
   *
   * @param values {@code [C, B, H, W]} mod 2^64
   * @throws IllegalArgumentException if the values' size does not fit
   * @throws IllegalStateException if this job was sent before
   * @throws linnet.crypto.channel.PeerException if the peer is gone
   */
  public void send(int job, long[] values) {
    JobLayout layout = plan.jobs().get(job);
    if (values.length != layout.job().inputCount(plan.batch())) {
      throw new IllegalArgumentException("the values do not fit " + layout.job().name());
    }
    if (sent.get(job)) {
      throw new IllegalStateException("a second encryption under the same secret would reveal it");
    }
    sent.set(job);
    for (JobLayout.Part part : layout.parts()) {
      PublicHalves halves = publicHalves(job, part);
      for (int ringFull = 0; ringFull < part.ring().ringFulls(); ringFull++) {
        send(part, ringFull, halves, values);
      }
    }
  }

  /** The transformed public second halves of a job's values, by input ciphertext. */
  private interface PublicHalves {
    TransformedPolynomial get(int input, ClientScratch scratch);
  }

  /** Kept where another ring-full uses them again. */
  private PublicHalves publicHalves(int job, JobLayout.Part part) {
    int count = part.ring().inputs();
    if (part.ring().ringFulls() == 1 || count > KEPT_TRANSFORMS) {
      return (input, scratch) ->
          scratch.publicHalf(job, part.firstPosition() + input, scratch.half);
    }
    TransformedPolynomial[] kept = new TransformedPolynomial[count];
    workers.run(
        count,
        (scratch, input) ->
            kept[input] =
                scratch.publicHalf(
                    job, part.firstPosition() + input, TransformedPolynomial.full()));
    return (input, scratch) -> kept[input];
  }

  private void send(JobLayout.Part part, int ringFull, PublicHalves halves, long[] values) {
    RingLayout ring = part.ring();
    TransformedPolynomial secret = secrets.get(part.firstKey() + ringFull);
    for (int first = 0; first < ring.inputs(); first += GROUP) {
      int from = first;
      byte[][] frames = new byte[Math.min(GROUP, ring.inputs() - first)][];
      byte[][] seeds = new byte[frames.length][];
      for (int i = 0; i < seeds.length; i++) {
        seeds[i] = entropy.seed();
      }
      workers.run(
          frames.length,
          (scratch, i) -> {
            TransformedPolynomial half = halves.get(from + i, scratch);
            scratch.encryptZero(half, secret, new Prg(seeds[i]));
            scratch.addScaled(ring.plaintext(values, ringFull, from + i));
            frames[i] = scratch.encoded();
          });
      for (byte[] frame : frames) {
        channel.send(Wire.VALUES, frame);
      }
    }
  }

  /**
   * Waits for the results of a job, jobs in the order in which they were sent.
   *
   * @return {@code W*v - s mod 2^64} of each convolution, {@code [O, B, OH, OW]}
   * @throws linnet.crypto.channel.PeerException if the peer is gone or sends anything else
   */
  public List<long[]> receive(int job) {
    JobLayout layout = plan.jobs().get(job);
    List<ConvolutionShape> shapes = layout.job().convolutions();
    List<long[]> outputs =
        shapes.stream().map(shape -> new long[shape.outputCount(plan.batch())]).toList();
    for (JobLayout.Part part : layout.parts()) {
      for (int ringFull = 0; ringFull < part.ring().ringFulls(); ringFull++) {
        for (int convolution : part.convolutions()) {
          receive(part, shapes.get(convolution), ringFull, outputs.get(convolution));
        }
      }
    }
    return outputs;
  }

  private void receive(JobLayout.Part part, ConvolutionShape shape, int ringFull, long[] outputs) {
    RingLayout ring = part.ring();
    TransformedPolynomial secret = secrets.get(part.firstKey() + ringFull);
    int count = ring.outputs(shape);
    for (int first = 0; first < count; first += GROUP) {
      int from = first;
      byte[][] frames = new byte[Math.min(GROUP, count - first)][];
      for (int i = 0; i < frames.length; i++) {
        int results = ring.resultCount(shape, first + i);
        frames[i] = channel.receive(Wire.RESULTS, plan.resultBytes(results));
      }
      workers.run(
          frames.length,
          (scratch, i) -> {
            int[] columns = ring.resultColumns(shape, from + i);
            decrypt(frames[i], columns, secret, scratch);
            int[] places = ring.resultPlaces(shape, ringFull, from + i);
            for (int k = 0; k < columns.length; k++) {
              outputs[places[k]] = scratch.decrypted(columns[k]);
            }
          });
    }
  }

  private void decrypt(
      byte[] frame, int[] columns, TransformedPolynomial secret, ClientScratch scratch) {
    int linearBytes = plan.linear().bytes(Polynomial.DEGREE);
    plan.linear().decode(Arrays.copyOf(frame, linearBytes), scratch.polynomial);
    scratch.multiplyShort(secret);
    byte[] constant = Arrays.copyOfRange(frame, linearBytes, frame.length);
    plan.constant().decode(constant, columns, scratch.polynomial);
  }
}
