package org.dlmcert.models;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Graph;
import org.junit.jupiter.api.Test;

/**
 * Models are read and evaluated in exact numbers; this module knows no verdicts and no commands.
 */
class ModelsArchitectureTest {
  /** What turns the bits of stored numbers into exact ones, and exact results into nearest ones. */
  private static final Set<String> FLOATING = Set.of("OnnxReader", "Rounding", "InstanceArchive");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .importUrl(Graph.class.getProtectionDomain().getCodeSource().getLocation());

  private static final JavaClasses OWN =
      ALL.that(
          describe(
              "are written here",
              c -> !c.getPackageName().startsWith("org.dlmcert.models.schema")));

  @Test
  void upperPackagesUseLowerOnesOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("tensor")
        .definedBy("org.dlmcert.models.tensor..")
        .layer("graph")
        .definedBy("org.dlmcert.models.graph..")
        .layer("operator")
        .definedBy("org.dlmcert.models.operator..")
        .layer("onnx")
        .definedBy("org.dlmcert.models.onnx..")
        .layer("file")
        .definedBy("org.dlmcert.models.file..")
        .layer("layers")
        .definedBy("org.dlmcert.models.layers..")
        .whereLayer("layers")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("file")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("onnx")
        .mayOnlyBeAccessedByLayers("file")
        .whereLayer("operator")
        .mayOnlyBeAccessedByLayers("onnx", "layers")
        .whereLayer("graph")
        .mayOnlyBeAccessedByLayers("operator", "onnx", "file", "layers")
        .whereLayer("tensor")
        .mayOnlyBeAccessedByLayers("graph", "operator", "onnx", "file", "layers")
        .check(OWN);
    slices().matching("org.dlmcert.models.(*)..").should().beFreeOfCycles().check(OWN);
    assertThat(OWN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "org.dlmcert.models.tensor",
            "org.dlmcert.models.graph",
            "org.dlmcert.models.operator",
            "org.dlmcert.models.onnx",
            "org.dlmcert.models.file",
            "org.dlmcert.models.layers");
  }

  @Test
  void onlyExactNumbersModelsAndReadersOfTheEngineAreUsed() {
    noClasses()
        .should()
        .dependOnClassesThat(
            describe(
                "are other parts of the program",
                c ->
                    c.getPackageName().startsWith("org.dlmcert.")
                        && !c.getPackageName()
                            .matches("org\\.dlmcert\\.(models|exact|io|model|gradient)(\\..*)?")))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(ALL);
  }

  /**
   * {@link Place#expected} is the way to a refusal, not {@link Place#bad}, which leaves it open.
   */
  @Test
  void everyRefusalSaysWhatWasExpectedAndFound() {
    noClasses()
        .should()
        .callMethod(Place.class, "bad", String.class)
        .orShould()
        .callConstructor(BadInput.class, String.class, String.class, String.class)
        .check(OWN);
  }

  @Test
  void theSchemaOfOnnxStaysInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.dlmcert.models.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.dlmcert.models.schema..", "com.google.protobuf..")
        .check(OWN);
  }

  @Test
  void floatingPointIsWhereBitsAreReadAndResultsAreRounded() {
    noClasses()
        .that(describe("are not readers of bits", c -> !FLOATING.contains(outermost(c))))
        .should(be(describe("users of floating point", ModelsArchitectureTest::usesFloatingPoint)))
        .check(OWN);
    // The list holds no more than it has to.
    assertThat(
            OWN.stream()
                .filter(ModelsArchitectureTest::usesFloatingPoint)
                .map(ModelsArchitectureTest::outermost)
                .collect(Collectors.toSet()))
        .isEqualTo(FLOATING);
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass()
        .map(ModelsArchitectureTest::outermost)
        .orElse(type.getSimpleName());
  }

  private static boolean usesFloatingPoint(JavaClass type) {
    return type.getFields().stream().anyMatch(field -> isFloating(field.getRawType()))
        || type.getCodeUnits().stream().anyMatch(ModelsArchitectureTest::usesFloatingPoint);
  }

  private static boolean usesFloatingPoint(JavaCodeUnit code) {
    return isFloating(code.getRawReturnType())
        || code.getRawParameterTypes().stream().anyMatch(ModelsArchitectureTest::isFloating)
        || code.getFieldAccesses().stream()
            .anyMatch(access -> isFloating(access.getTarget().getRawType()))
        || code.getMethodCallsFromSelf().stream()
            .anyMatch(
                call ->
                    isFloating(call.getTarget().getRawReturnType())
                        || call.getTarget().getRawParameterTypes().stream()
                            .anyMatch(ModelsArchitectureTest::isFloating));
  }

  private static boolean isFloating(JavaClass type) {
    return List.of("double", "float", "java.lang.Double", "java.lang.Float")
        .contains(type.getBaseComponentType().getName());
  }
}
