// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import linnet.crypto.RecordingChannel;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.FixedPoint;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.testing.TwoParty;
import linnet.network.Layer;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import org.junit.jupiter.api.Test;

/** The messages of one session, as the client sees them: a change of the wire is a visible line. */
class WireFormatTest {
  /** Four units, two kept; weights are ones, so that widths depend on nothing random. */
  private static PrivateProgram program() {
    Network network =
        new Network(
            "tiny",
            new Shape(4, 1, 1),
            List.of(
                new Node("relu", new Layer.Relu(), List.of(Network.INPUT)),
                new Node("classifier", new Layer.Linear(4, 3, false), List.of("relu"))));
    WeightTensor ones =
        new WeightTensor(new int[] {3, 4}, new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    Masks masks = Masks.of(Map.of("relu", Mask.of(new Shape(4, 1, 1), new int[] {1, 2})));
    Model model = new Model(network, Weights.of(Map.of("classifier.weight", ones)), masks);
    return Compiler.compile(
        model,
        new float[][] {{1, -1, 1, -1}},
        CompilerOptions.defaults().withScales(new FixedPoint(12, 12)));
  }

  @Test
  void messagesOfASessionAreTheCheckedInOnes() throws IOException {
    List<String> messages =
        TwoParty.run(
                program(),
                channel -> {
                  RecordingChannel recording = new RecordingChannel(channel);
                  try (ClientInference client =
                      ClientInference.open(recording, TwoParty.clientSettings())) {
                    client.prepare(2);
                    client.infer(new float[][] {{1, -1, 1, -1}, {1, 1, -1, -1}});
                  }
                  return recording.messages();
                })
            .get();
    // The plan's length depends on how many digits the calibration facts have.
    messages.replaceAll(line -> line.replaceFirst("(plan) \\d+", "$1"));
    assertThat(messages).containsExactlyElementsOf(checkedIn());
  }

  private static List<String> checkedIn() throws IOException {
    try (InputStream in = WireFormatTest.class.getResourceAsStream("/wire/inference.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
