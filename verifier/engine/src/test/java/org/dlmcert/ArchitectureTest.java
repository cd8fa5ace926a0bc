package org.dlmcert;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data flows one way, and floating point stays where it provably does no harm. */
class ArchitectureTest {

  /**
   * Modular and integer kernels: their Javadoc proves that every double is an integer below 2^53.
   */
  private static final Set<String> MODULAR_KERNELS =
      Set.of("BalancedRows", "BlockedElimination", "PackedProduct", "SlicedProduct");

  /** Classes that only hand residues over to a kernel, in methods that return nothing. */
  private static final Set<String> FEEDERS_OF_KERNELS = Set.of("ModularMatrix");

  /** Guesses in floating point that never reach a verdict: what they find is verified exactly. */
  private static final Set<String> GUESSES =
      Set.of(
          "GuessedInverse",
          "GuessedBasis",
          "FloatProblem",
          "Relaxation",
          "FloatDescent",
          "PresumedSigns",
          "RelaxationGuess",
          "Branching", // the order of splits
          "Exploration", // which bounds are tried
          "ExplorationWork", // the same
          "ExactBound", // which numbers are rounded
          "ExactPolish",
          "Improvement", // where descent starts; exact losses are compared
          "SearchLimits", // how many nodes are tried
          "LeastLossSearch");

  /** What looks at a clock when a deadline was set; and {@code Journal}, to force the disk. */
  private static final Set<String> DEADLINES =
      Set.of("Deadline", "TimeShare", "LeastLossSearch", "Journal");

  private static final Set<String> SHARES_OF_TIME = Set.of("FullRankDecision", "TimeShare");

  private static final Path SOURCES = Path.of("src/main/java/org/dlmcert");
  private static final Pattern COMMENTS_AND_LITERALS =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'",
          Pattern.DOTALL);
  private static final Pattern FLOATING_POINT =
      Pattern.compile("\\b(double|float|Double|Float)\\b");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .importUrl(Rational.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void upperPackagesUseLowerOnesOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("exact")
        .definedBy("org.dlmcert.exact..")
        .layer("model")
        .definedBy("org.dlmcert.model..")
        .layer("gradient")
        .definedBy("org.dlmcert.gradient..")
        .layer("cells")
        .definedBy("org.dlmcert.cells..")
        .layer("kink")
        .definedBy("org.dlmcert.kink..")
        .layer("pattern")
        .definedBy("org.dlmcert.pattern..")
        .layer("certificate")
        .definedBy("org.dlmcert.certificate..")
        .layer("certify")
        .definedBy("org.dlmcert.certify..")
        .layer("census")
        .definedBy("org.dlmcert.census..")
        .layer("io")
        .definedBy("org.dlmcert.io..")
        .layer("least")
        .definedBy("org.dlmcert.least..")
        .layer("point")
        .definedBy("org.dlmcert.point..")
        .whereLayer("point")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("least")
        .mayOnlyBeAccessedByLayers("point")
        .whereLayer("census")
        .mayOnlyBeAccessedByLayers("least", "point")
        .whereLayer("certify")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("certificate")
        .mayOnlyBeAccessedByLayers("certify", "census", "least", "point")
        .whereLayer("cells")
        .mayOnlyBeAccessedByLayers("certify", "kink", "census", "least", "point")
        .whereLayer("kink")
        .mayOnlyBeAccessedByLayers("certify", "census", "least", "point")
        .whereLayer("pattern")
        .mayOnlyBeAccessedByLayers("certify", "point")
        .whereLayer("gradient")
        .mayOnlyBeAccessedByLayers("certify", "pattern", "census", "least", "point")
        .whereLayer("io")
        .mayOnlyBeAccessedByLayers("certificate", "certify", "census", "least", "point")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers(
            "certificate", "certify", "pattern", "gradient", "io", "census", "least", "point")
        .whereLayer("exact")
        .mayOnlyBeAccessedByLayers(
            "certificate",
            "certify",
            "pattern",
            "gradient",
            "io",
            "model",
            "cells",
            "kink",
            "census",
            "least",
            "point")
        .check(ENGINE);
  }

  @Test
  void everyPackageIsInALayer() {
    classes()
        .should()
        .resideInAnyPackage(
            "org.dlmcert.exact..",
            "org.dlmcert.model..",
            "org.dlmcert.gradient..",
            "org.dlmcert.cells..",
            "org.dlmcert.kink..",
            "org.dlmcert.progress..",
            "org.dlmcert.task..",
            "org.dlmcert.pattern..",
            "org.dlmcert.certificate..",
            "org.dlmcert.certify..",
            "org.dlmcert.census..",
            "org.dlmcert.least..",
            "org.dlmcert.point..",
            "org.dlmcert.io..")
        .check(ENGINE);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("org.dlmcert.(**)").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void theEngineKnowsNeitherTheCheckerNorTheCommandLine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.dlmcert.checker..", "org.dlmcert.app..", "picocli..")
        .check(ENGINE);
  }

  /**
   * Searches are limited by counted operations, so that they find the same on every machine; time
   * counts only where a deadline was set.
   */
  @Test
  void onlyDeadlinesLookAtAClock() {
    noClasses()
        .that(describe("are not about deadlines", c -> !DEADLINES.contains(c.getSimpleName())))
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .dependOnClassesThat(
            describe(
                "tell the time",
                c ->
                    Set.of("java.time.Clock", "java.time.Instant", "java.util.Date")
                        .contains(c.getName())))
        .check(ENGINE);
    noClasses()
        .that(describe("do not share out time", c -> !SHARES_OF_TIME.contains(c.getSimpleName())))
        .should()
        .dependOnClassesThat(describe("are shares", c -> c.getSimpleName().equals("TimeShare")))
        .check(ENGINE);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)")
        .orShould()
        .haveNameMatching("(.*[.$])?(Abstract|Base)[A-Z][^.$]*")
        .check(ENGINE);
  }

  @Test
  void signaturesWithFloatingPointAreThoseOfReadersAndKernels() {
    noClasses()
        .that(describe("are no kernels", type -> !isKernel(type) && !isFeeder(type)))
        .and(describe("guess nothing", type -> !GUESSES.contains(outermost(type))))
        .and()
        .resideOutsideOfPackage("org.dlmcert.io..")
        .should(be(describe("users of floating point", ArchitectureTest::usesFloatingPoint)))
        .check(ENGINE);
  }

  @Test
  void feedersOfKernelsGetNoFloatingPointBack() {
    classes()
        .that(describe("feed kernels", ArchitectureTest::isFeeder))
        .should(
            be(
                describe(
                    "without fields or results of floating point",
                    type ->
                        type.getFields().stream().noneMatch(f -> isFloating(f.getRawType()))
                            && type.getCodeUnits().stream()
                                .noneMatch(m -> isFloating(m.getRawReturnType())))))
        .check(ENGINE);
  }

  private static boolean isKernel(JavaClass type) {
    return MODULAR_KERNELS.contains(outermost(type));
  }

  private static boolean isFeeder(JavaClass type) {
    return FEEDERS_OF_KERNELS.contains(outermost(type));
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getSimpleName());
  }

  private static boolean usesFloatingPoint(JavaClass type) {
    boolean inFields =
        type.getFields().stream().map(JavaField::getRawType).anyMatch(ArchitectureTest::isFloating);
    boolean inMethods = type.getCodeUnits().stream().anyMatch(ArchitectureTest::usesFloatingPoint);
    return inFields || inMethods;
  }

  private static boolean usesFloatingPoint(JavaCodeUnit code) {
    return isFloating(code.getRawReturnType())
        || code.getRawParameterTypes().stream().anyMatch(ArchitectureTest::isFloating)
        || code.getMethodCallsFromSelf().stream()
            .anyMatch(
                call ->
                    isFloating(call.getTarget().getRawReturnType())
                        || call.getTarget().getRawParameterTypes().stream()
                            .anyMatch(ArchitectureTest::isFloating))
        || code.getFieldAccesses().stream()
            .anyMatch(access -> isFloating(access.getTarget().getRawType()));
  }

  private static boolean isFloating(JavaClass type) {
    String name = type.getBaseComponentType().getName();
    return List.of("double", "float", "java.lang.Double", "java.lang.Float").contains(name);
  }

  @Test
  void noOtherSourceSaysDoubleOrFloat() throws IOException {
    Set<String> offenders = new TreeSet<>();
    assertThat(sources()).hasSizeGreaterThan(300);
    for (Path source : sources()) {
      String name = source.getFileName().toString().replace(".java", "");
      boolean allowed =
          source.startsWith(SOURCES.resolve("io"))
              || MODULAR_KERNELS.contains(name)
              || FEEDERS_OF_KERNELS.contains(name)
              || GUESSES.contains(name);
      if (!allowed && saysFloatingPoint(Files.readString(source))) {
        offenders.add(SOURCES.relativize(source).toString());
      }
    }
    assertThat(offenders).isEmpty();
  }

  @Test
  void everyModularKernelProvesItsExactness() throws IOException {
    for (String kernel : MODULAR_KERNELS) {
      String source = Files.readString(SOURCES.resolve("exact").resolve(kernel + ".java"));
      String documentation = source.substring(source.indexOf("/**"), source.indexOf("*/"));
      assertThat(documentation).as(kernel).contains("Exactness", "2^53");
      assertThat(saysFloatingPoint(source)).as(kernel).isTrue();
    }
  }

  /** The scan sees what it has to see, and nothing in comments and literals. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "double x;|true",
        "(float) 3|true",
        "List<Double> xs|true",
        "int doubles; // double|false",
        "/* double */ int x; /* float */|false",
        "s = \"a double \\\" double\";|false",
        "c = '\"'; double x; d = '\"';|true",
        "\"/*\" + double.class + \"*/\"|true"
      })
  void theScanSeesCodeOnly(String source, boolean found) {
    assertThat(saysFloatingPoint(source)).as(source).isEqualTo(found);
  }

  @Test
  void filesAreShort() throws IOException {
    for (Path source : sources()) {
      assertThat(Files.readAllLines(source)).as("%s", source).hasSizeLessThan(430);
    }
  }

  private static boolean saysFloatingPoint(String source) {
    return FLOATING_POINT.matcher(COMMENTS_AND_LITERALS.matcher(source).replaceAll(" ")).find();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources =
          files.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList());
      assertThat(sources).hasSizeGreaterThan(50);
      return sources;
    }
  }
}
