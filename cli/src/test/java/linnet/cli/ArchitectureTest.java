// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** One direction of dependence, and what no module may do. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("linnet");

  @Test
  void allModulesWereLookedAt() {
    assertThat(CLASSES.size()).isGreaterThan(200);
    for (String module :
        new String[] {
          "network",
          "crypto",
          "training",
          "linearization",
          "inference",
          "material",
          "serving",
          "report",
          "benchmarks",
          "cli"
        }) {
      assertThat(CLASSES.stream().map(c -> c.getPackageName() + "."))
          .anyMatch(name -> name.startsWith("linnet." + module + "."));
    }
  }

  @Test
  void modulesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("linnet..")
        .layer("network")
        .definedBy("linnet.network..")
        .layer("crypto")
        .definedBy("linnet.crypto..")
        .layer("training")
        .definedBy("linnet.training..")
        .layer("linearization")
        .definedBy("linnet.linearization..")
        .layer("inference")
        .definedBy("linnet.inference..")
        .layer("material")
        .definedBy("linnet.material..")
        .layer("serving")
        .definedBy("linnet.serving..")
        .layer("report")
        .definedBy("linnet.report..")
        .layer("benchmarks")
        .definedBy("linnet.benchmarks..")
        .layer("cli")
        .definedBy("linnet.cli..")
        .whereLayer("crypto")
        .mayNotAccessAnyLayer()
        .whereLayer("network")
        .mayNotAccessAnyLayer()
        .whereLayer("training")
        .mayOnlyAccessLayers("network")
        .whereLayer("linearization")
        .mayOnlyAccessLayers("network", "training")
        .whereLayer("inference")
        .mayOnlyAccessLayers("network", "crypto")
        .whereLayer("material")
        .mayOnlyAccessLayers("network", "crypto", "inference")
        .whereLayer("serving")
        .mayOnlyAccessLayers("network", "crypto", "inference", "material")
        .whereLayer("report")
        .mayOnlyAccessLayers("network")
        .whereLayer("benchmarks")
        .mayOnlyAccessLayers("network", "crypto", "inference", "training", "linearization")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices().matching("linnet.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheCommandLineWritesToStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("linnet.cli..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void nobodyThrowsGenericExceptions() {
    GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
  }

  @Test
  void tensorsStayInTrainingAndLinearization() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "linnet.network..",
            "linnet.crypto..",
            "linnet.inference..",
            "linnet.report..",
            "linnet.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void theClientNeedsNoTrainingModule() {
    noClasses()
        .that()
        .resideInAPackage("linnet.inference..")
        .or()
        .haveSimpleName("Infer")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("linnet.training..", "linnet.linearization..")
        .check(CLASSES);
  }
}
