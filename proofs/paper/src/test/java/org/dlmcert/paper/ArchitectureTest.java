package org.dlmcert.paper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The replay uses exact numbers, models and gradients; no decision procedure, no checker. */
@AnalyzeClasses(packages = "org.dlmcert.paper")
final class ArchitectureTest {
  @ArchTest
  static final ArchRule independentOfDecisions =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.dlmcert.certify..", "org.dlmcert.checker..");
}
