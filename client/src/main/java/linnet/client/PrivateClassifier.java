// SPDX-License-Identifier: Apache-2.0
package linnet.client;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.TcpChannel;
import linnet.inference.client.InferenceClient;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.Disclosure;
import linnet.inference.protocol.PreparationProgress;
import linnet.inference.protocol.PrivateResult;
import linnet.network.images.ImageFile;

/**
 * A classifier on a server that never sees the images.
 *
 * <p>By the two-party protocol a server that follows it learns how many images were classified and
 * nothing else; the client learns the answers and nothing of the weights. {@code SECURITY.md} says
 * on what that rests. One thread at a time.
 *
 * <p>All methods throw {@link linnet.crypto.channel.ProtocolException} if the server fails or does
 * not match, {@link linnet.inference.protocol.RefusedException} if it refuses, such as for a quota,
 * and {@link linnet.network.InputException} for images that cannot be used; each with one sentence
 * for a person.
 */
public final class PrivateClassifier implements AutoCloseable {
  private final InferenceClient client;

  private PrivateClassifier(InferenceClient client) {
    this.client = client;
  }

  /** Connects to a server and agrees with it on what it computes. */
  public static PrivateClassifier connect(String host, int port, ClientOptions options) {
    return over(TcpChannel.connect(host, port, options.timeouts(), options.tls()), options);
  }

  /** The same over a channel that is there already, and then belongs to the classifier. */
  public static PrivateClassifier over(Channel channel, ClientOptions options) {
    return new PrivateClassifier(InferenceClient.open(channel, options.settings()));
  }

  /** What the server offers. */
  public ServedModel describe() {
    ProgramPlan plan = client.plan();
    return new ServedModel(
        plan.network(),
        plan.digest(),
        plan.input(),
        plan.classNames(),
        plan.keptUnits(),
        client.parameters().disclosure() == Disclosure.LOGITS,
        client.maxBatch(),
        client.usesDealer());
  }

  /**
   * Does everything that does not need the images, so that as many can be classified quickly;
   * returns how many now can.
   */
  public int prepare(int count) {
    client.prepareUntil(count, PreparationProgress.NONE);
    return client.prepared();
  }

  /** Classifies image files, PNG or JPEG; other sizes than the network's are fitted. */
  public List<Classification> classify(Path... files) {
    ProgramPlan plan = client.plan();
    return classify(
        Stream.of(files).map(f -> plan.preprocessing().normalize(ImageFile.read(f, plan.input()))));
  }

  /** Classifies images; other sizes than the network's are fitted. */
  public List<Classification> classify(BufferedImage... images) {
    ProgramPlan plan = client.plan();
    return classify(
        Stream.of(images)
            .map(i -> plan.preprocessing().normalize(ImageFile.pixels(i, plan.input()))));
  }

  private List<Classification> classify(Stream<float[]> images) {
    return classify(images.toArray(float[][]::new));
  }

  /**
   * Classifies images {@code [B][C*H*W]}, normalized as the network wants them. What is not
   * prepared is prepared first.
   */
  public List<Classification> classify(float[][] images) {
    PrivateResult result = client.infer(images);
    double[][] logits = result.values();
    List<Classification> answers = new ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      double[] own = result.hasLogits() ? logits[i] : new double[0];
      answers.add(Classification.of(client.plan().classNames(), result.classes()[i], own));
    }
    return answers;
  }

  /** Says goodbye; prepared material stays in its store. */
  @Override
  public void close() {
    client.close();
  }
}
