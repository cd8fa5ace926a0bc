package org.dlmcert.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rooms of the program: which may use which, and that none is crowded. */
class RoomsTest {
  private static final int MOST_FILES = 25;
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.dlmcert");
  private static final JavaClasses APP = ALL.that(resideInAPackage("org.dlmcert.app.."));

  @Test
  void eachRoomUsesOnlyThoseBelow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.dlmcert.app..")
        .layer("main")
        .definedBy("org.dlmcert.app")
        .layer("command")
        .definedBy("org.dlmcert.app.command..")
        .layer("option")
        .definedBy("org.dlmcert.app.option")
        .layer("argument")
        .definedBy("org.dlmcert.app.argument")
        .layer("picture")
        .definedBy("org.dlmcert.app.picture")
        .layer("coq")
        .definedBy("org.dlmcert.app.coq")
        .layer("evidence")
        .definedBy("org.dlmcert.app.evidence")
        .layer("words")
        .definedBy("org.dlmcert.app.words")
        .layer("shell")
        .definedBy("org.dlmcert.app.shell")
        .layer("page")
        .definedBy("org.dlmcert.app.page..")
        .layer("tour")
        .definedBy("org.dlmcert.app.tour")
        .layer("run")
        .definedBy("org.dlmcert.app.run")
        .layer("report")
        .definedBy("org.dlmcert.app.report")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("command")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("option")
        .mayOnlyBeAccessedByLayers("command")
        .whereLayer("argument")
        .mayOnlyBeAccessedByLayers("run", "option", "picture", "command")
        .whereLayer("picture")
        .mayOnlyBeAccessedByLayers("command")
        .whereLayer("coq")
        .mayOnlyBeAccessedByLayers("command")
        .whereLayer("evidence")
        .mayOnlyBeAccessedByLayers("command", "coq", "page")
        .whereLayer("page")
        .mayOnlyBeAccessedByLayers("command")
        .whereLayer("words")
        .mayOnlyBeAccessedByLayers("command", "evidence")
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("option", "picture", "shell", "tour", "page", "command", "main")
        .whereLayer("tour")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("shell")
        .mayOnlyBeAccessedByLayers("main")
        .check(APP);
  }

  @Test
  void noCircles() {
    slices().matching("org.dlmcert.app.(**)").should().beFreeOfCycles().check(APP);
  }

  /** Digits and case would be those of the machine's language. */
  @Test
  void nothingIsFormattedWithoutALocale() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .check(APP);
  }

  /** But for the hook that cleans up when the process is stopped. */
  @Test
  void threadsComeFromOnePool() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Tasks")
        .and()
        .doNotHaveSimpleName("CommandRun")
        .should()
        .callConstructorWhere(target(owner(assignableTo(Thread.class))))
        .orShould()
        .accessClassesThat()
        .belongToAnyOf(Executors.class, ForkJoinPool.class, ThreadPoolExecutor.class)
        .check(ALL);
  }

  @Test
  void noRoomIsCrowded() {
    Map<String, Long> files =
        APP.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(files).containsKey("org.dlmcert.app.command");
    assertThat(files.values()).allMatch(count -> count <= MOST_FILES);
  }
}
