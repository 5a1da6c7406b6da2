package org.vivarium;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vivarium.zoo.Zoo;

/** What no module can see for itself. */
class StructureTest {
  private static JavaClasses all;

  @BeforeAll
  static void readAllClasses() {
    all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.vivarium");
  }

  @Test
  void noAppKnowsAnother() {
    slices().matching("org.vivarium.apps.(*)..").should().notDependOnEachOther().check(all);
  }

  @Test
  void everyArchitectureHasARowInTheZoo() {
    Set<JavaClass> known =
        all.stream()
            .filter(c -> c.getName().equals(Zoo.class.getName()) || c.getName().endsWith("Rows"))
            .flatMap(table -> table.getDirectDependenciesFromSelf().stream())
            .map(Dependency::getTargetClass)
            .collect(Collectors.toSet());
    for (JavaClass architecture : all) {
      if (architecture.getPackageName().equals("org.vivarium.zoo")
          && architecture.isTopLevelClass()
          && architecture.isRecord()) {
        assertThat(known).as("what the table and its parts use").contains(architecture);
      }
    }
  }
}
