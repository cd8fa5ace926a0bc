package org.dlmcert.numeric;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.dlmcert.exact.Rational;
import org.junit.jupiter.api.Test;

/** Doubles live here; the exact packages know nothing of it. */
class NumericArchitectureTest {
  private static final JavaClasses NUMERIC = importedWith(ExactDouble.class);
  private static final JavaClasses ENGINE = importedWith(Rational.class);

  private static JavaClasses importedWith(Class<?> type) {
    return new ClassFileImporter()
        .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
  }

  @Test
  void theEngineDoesNotKnowTheNumericSide() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.dlmcert.numeric..",
            "org.dlmcert.junit..",
            "org.apache.commons.math3..",
            "org.apfloat..",
            "org.knowm..")
        .check(ENGINE);
  }

  @Test
  void nothingHereCertifies() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.dlmcert.certify..", "org.dlmcert.checker..", "org.dlmcert.app..", "picocli..")
        .check(NUMERIC);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("org.dlmcert.numeric.(*)..").should().beFreeOfCycles().check(NUMERIC);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)")
        .orShould()
        .haveNameMatching("(.*[.$])?(Abstract|Base)[A-Z][^.$]*")
        .check(NUMERIC);
  }
}
