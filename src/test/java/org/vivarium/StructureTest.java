package org.vivarium;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
    JavaClass table = all.get(Zoo.class);
    for (JavaClass architecture : all) {
      if (architecture.getPackageName().equals("org.vivarium.zoo")
          && architecture.isTopLevelClass()
          && architecture.isRecord()) {
        assertThat(table.getDirectDependenciesFromSelf())
            .as(architecture.getSimpleName() + " is used by the table")
            .anyMatch(d -> d.getTargetClass().equals(architecture));
      }
    }
  }
}
