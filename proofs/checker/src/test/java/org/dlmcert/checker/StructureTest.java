package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker is small, and depends on nothing but java.base. */
final class StructureTest {
  private static final Path SOURCES =
      Examples.ROOT.resolve("proofs/checker/src/main/java/org/dlmcert/checker");

  /** Parts of the problem that only the rules use, claims, and the wording of reports. */
  private static final List<String> NOT_KERNEL =
      List.of(
          "AliveUnits",
          "Balance",
          "BlockColumns",
          "CellProduct",
          "CellTree",
          "CollapseModulus",
          "ChoiceMatrix",
          "ExactPoint",
          "KinkConditions",
          "KinkEvidence",
          "KinkRays",
          "MinimaCensus",
          "MinimaClaim",
          "LossPath",
          "PathSums",
          "PointClaim",
          "SettingWords",
          "SignTree",
          "UnitCells",
          "UnitChoices",
          "UnitDerivative",
          "Usage",
          "Vectors",
          "WorstMinimumClaim",
          "ForwardPass",
          "FullRankClaim",
          "LastHiddenLayer",
          "LocalElimination",
          "ModularPrefix",
          "ModularRows",
          "PatternTree",
          "SlopeClasses",
          "Preactivations",
          "Reduction",
          "Valuation",
          "WidthClaim",
          "Printable",
          "Report",
          "ZeroGradient");

  @Test
  void kernelHasAtMost800LinesOfCode() throws Exception {
    int lines = 0;
    for (Path file : sources()) {
      String name = String.valueOf(file.getFileName()).replace(".java", "");
      if (!NOT_KERNEL.contains(name) && (!name.endsWith("Rule") || name.equals("Rule"))) {
        lines += Files.readAllLines(file).stream().filter(StructureTest::isCode).count();
      }
    }
    assertThat(lines).isLessThanOrEqualTo(800);
  }

  /** A line that says something: not blank, comment, import, annotation or closing brackets. */
  private static boolean isCode(String line) {
    String text = line.strip();
    return !(text.isEmpty() || text.matches("[)}]+;?|@Override|(//|/?\\*|import |package ).*"));
  }

  @Test
  void everyKindHasAtMost150LinesInAll() throws Exception {
    for (Path file : sources()) {
      if (file.toString().endsWith("Rule.java")) {
        assertThat(Files.readAllLines(file).size()).as(file.toString()).isLessThanOrEqualTo(150);
      }
    }
  }

  @Test
  void onlyJavaBaseIsUsed() {
    StringWriter out = new StringWriter();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(out),
                "--multi-release",
                "base",
                "-s",
                Examples.ROOT.resolve("proofs/checker/target/classes").toString());
    assertThat(exit).as(out.toString()).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(".*-> ", "")).distinct())
        .containsExactly("java.base");
  }

  @Test
  void noFloatingPointIsUsed() throws Exception {
    for (Path file : sources()) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainPattern("double |float ");
    }
  }

  private static List<Path> sources() throws Exception {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
