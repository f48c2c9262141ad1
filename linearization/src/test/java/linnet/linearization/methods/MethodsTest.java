// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import linnet.linearization.MethodSettings;
import linnet.linearization.Renewal;
import linnet.linearization.StudentInit;
import linnet.linearization.fisher.FisherOptions;
import linnet.linearization.senet.MeasuredSensitivity;
import linnet.linearization.senet.MismatchScore;
import linnet.linearization.senet.ReluSensitivity;
import linnet.linearization.senet.SenetOptions;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
  static Iterable<Method> methods() {
    return Methods.all();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aMethodIsFoundByItsNameAndBearsIt(Method method) {
    assertThat(Methods.byName(method.name())).isEqualTo(method);
    assertThat(method.linearizer(Map.of(), TeacherFacts.NONE).name()).isEqualTo(method.name());
    assertThat(method.summary()).isNotBlank();
  }

  @Test
  void namesAreDifferentAndTheDefaultIsOneOfThem() {
    assertThat(Methods.names()).doesNotHaveDuplicates().startsWith(Methods.DEFAULT);
  }

  @Test
  void anUnknownMethodIsOneSentenceWithTheNames() {
    assertThatThrownBy(() -> Methods.byName("snel"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("There is no method called snel; choose one of fisher, ");
  }

  @Test
  void withoutOptionsTheStandardHolds() {
    assertThat(FisherOptions.of(MethodSettings.of("fisher", Map.of())))
        .isEqualTo(FisherOptions.STANDARD);
    assertThat(SenetOptions.of(MethodSettings.of("senet", Map.of())))
        .isEqualTo(SenetOptions.STANDARD);
  }

  @Test
  void everyOptionReachesItsMethod() {
    Map<String, String> fisher =
        Map.of("ramp-end", "0.5", "renewal", "7", "sampling", "2", "memory", "0.25");
    assertThat(FisherOptions.of(MethodSettings.of("fisher", fisher)))
        .isEqualTo(new FisherOptions(0.5, new Renewal(7, 20), 2, 0.25));
    Map<String, String> senet =
        Map.of("score", "published", "student-init", "random", "hamming-stop", "0.125");
    SenetOptions options = SenetOptions.of(MethodSettings.of("senet", senet));
    assertThat(options.score()).isEqualTo(MismatchScore.PUBLISHED);
    assertThat(options.studentInit()).isEqualTo(StudentInit.RANDOM);
    assertThat(options.hammingStop()).isEqualTo(0.125);
  }

  @ParameterizedTest
  @CsvSource({
    "fisher, score, published, has no option score",
    "random, ramp-end, 0.5, 'it has allocation, floor, linear-sites'",
    "fisher, ramp-end, 2, cannot run with ramp end 2.0",
    "senet, score, best, 'one of published, counterfactual'",
  })
  void anOptionThatCannotBeIsOneSentence(String method, String name, String value, String words) {
    assertThatThrownBy(
            () -> Methods.byName(method).linearizer(Map.of(name, value), TeacherFacts.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"senet", "senetpp"})
  void aProxyDensityThatASensitivityWasNotMeasuredAtIsRefused(String method) {
    TeacherFacts teacher =
        TeacherFacts.of(
            Optional.of(
                new MeasuredSensitivity(
                    new ReluSensitivity(Map.of("stem.relu", 0.5)), 0.2, Path.of("measured.json"))));
    Method senet = Methods.byName(method);
    assertThat(senet.linearizer(Map.of(), teacher)).isNotNull();
    assertThat(senet.linearizer(Map.of("proxy-density", "0.2"), teacher)).isNotNull();
    assertThat(senet.linearizer(Map.of("proxy-density", "0.1"), TeacherFacts.NONE)).isNotNull();
    assertThatThrownBy(() -> senet.linearizer(Map.of("proxy-density", "0.1"), teacher))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("measured.json was measured at the proxy density 0.2, not 0.1");
  }

  @Test
  void aMethodKnowsItsOptions() {
    assertThat(Methods.byName("fisher").options())
        .contains("memory", "ramp-end", "renewal", "sampling");
  }
}
