// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class LibtorchTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** Prints how many threads an operation uses in a fresh process. */
  static final class PrintThreads {
    private PrintThreads() {}

    public static void main(String[] arguments) {
      System.out.println(Libtorch.threads());
    }
  }

  private static int threads(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = FreshJvm.of(PrintThreads.class);
    builder.environment().remove("OMP_NUM_THREADS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return Integer.parseInt(output);
  }

  @Test
  void severalCoresAreUsedEvenWhereTheMachineHidesThem() throws Exception {
    assertThat(threads(Map.of())).isBetween(Math.min(2, CORES), CORES);
  }

  @Test
  void coresThatTheProgramMayNotUseAreLeftAlone() throws Exception {
    Map<String, String> container = Map.of("JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=1");
    assertThat(threads(container)).isEqualTo(1);
  }

  @Test
  void theUsersOwnNumberOfThreadsHolds() throws Exception {
    assertThat(threads(Map.of("OMP_NUM_THREADS", "1"))).isEqualTo(1);
  }

  @Test
  void aLibraryThatWarnsOfTheProcessorIsNotAsked() {
    Libtorch.start();

    assertThat(torch.globalContext().userEnabledNNPACK()).isFalse();
  }
}
