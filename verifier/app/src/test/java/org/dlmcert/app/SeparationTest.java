package org.dlmcert.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.dlmcert.checker.Checker;
import org.dlmcert.exact.Rational;
import org.junit.jupiter.api.Test;

/** Search and checker share nothing but bytes. */
class SeparationTest {
  private static final JavaClasses CHECKER = importedWith(Checker.class);
  private static final JavaClasses ENGINE = importedWith(Rational.class);

  private static JavaClasses importedWith(Class<?> type) {
    return new ClassFileImporter()
        .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
  }

  @Test
  void theCheckerUsesNothingButItselfAndJava() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.dlmcert.checker..", "java..")
        .check(CHECKER);
  }

  @Test
  void theEngineDoesNotUseTheChecker() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.dlmcert.checker..", "org.dlmcert.app..")
        .check(ENGINE);
  }
}
