// SPDX-License-Identifier: Apache-2.0
package linnet.client.example;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import linnet.client.Classification;
import linnet.client.ClientOptions;
import linnet.client.PrivateClassifier;
import linnet.crypto.channel.PasswordSource;
import linnet.crypto.channel.TlsSettings;

/** How a program classifies images that the server does not see. */
public final class ClassifyImages {
  private ClassifyImages() {}

  /** Arguments: host, port, digest of the plan, image files. */
  public static void main(String[] arguments) {
    String host = arguments[0];
    int port = Integer.parseInt(arguments[1]);
    Path[] images = Stream.of(arguments).skip(3).map(Path::of).toArray(Path[]::new);
    TlsSettings tls =
        TlsSettings.load(
            Path.of("client.p12"),
            Path.of("servers.p12"),
            PasswordSource.environment("LINNET_PASSWORD"));
    ClientOptions options = ClientOptions.defaults().withTls(tls).withExpectedDigest(arguments[2]);
    try (PrivateClassifier classifier = PrivateClassifier.connect(host, port, options)) {
      classifier.prepare(images.length); // what takes time, before it matters
      print(images, classifier.classify(images));
    }
  }

  private static void print(Path[] images, List<Classification> answers) {
    for (int i = 0; i < images.length; i++) {
      System.out.printf("%s: %s%n", images[i], answers.get(i).className());
    }
  }
}
