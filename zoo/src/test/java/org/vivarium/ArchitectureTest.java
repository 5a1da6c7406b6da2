package org.vivarium;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.audio.Fft;
import org.vivarium.data.Draws;

/** Dependencies point one way: layers to the kernel, the zoo to layers, apps to the zoo. */
class ArchitectureTest {
  private static JavaClasses library;

  @BeforeAll
  static void readTheLibrary() {
    // names are enough; TensorFlow's classes need not be read
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    library =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.vivarium");
  }

  @Test
  void theKernelStandsAlone() {
    dependsOnlyOn("kernel");
  }

  @Test
  void layersKnowTheKernel() {
    dependsOnlyOn("layers", "kernel");
  }

  @Test
  void theZooKnowsLayersAndTheKernel() {
    dependsOnlyOn("zoo", "layers", "kernel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anomaly", "audio", "cli", "data", "metrics", "report", "rl", "series", "text", "weights"
      })
  void whatServesEveryNetworkKnowsNone(String name) {
    noClasses()
        .that()
        .resideInAPackage(inside(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(inside("zoo"), inside("layers"))
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void metricsArePlainJava() {
    classes()
        .that()
        .resideInAPackage(inside("metrics"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", inside("metrics")).or(type(Fft.class)))
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void detectorsArePlainJava() {
    classes()
        .that()
        .resideInAPackage(inside("anomaly"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", inside("anomaly")).or(type(Draws.class)))
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void soundIsPlainJava() {
    classes()
        .that()
        .resideInAPackage(inside("audio"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", inside("audio")).or(type(Draws.class)))
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void theLibraryKnowsNoApp() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("apps"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(inside("apps"))
        .check(library);
  }

  private static void dependsOnlyOn(String name, String... others) {
    String[] known =
        Stream.concat(Stream.of(name), Stream.of(others))
            .map(ArchitectureTest::inside)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(inside(name))
        .should()
        .dependOnClassesThat(resideInAPackage("org.vivarium..").and(resideOutsideOfPackages(known)))
        .allowEmptyShould(true)
        .check(library);
  }

  private static String inside(String name) {
    return "org.vivarium." + name + "..";
  }
}
