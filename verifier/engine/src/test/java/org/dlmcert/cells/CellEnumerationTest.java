package org.dlmcert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells against Cover's count and against all sign vectors, decided by other means. */
class CellEnumerationTest {
  /** A case, printed with its seed when it fails; inputs are d×N. */
  record Case(long seed, SignConvention convention, RationalMatrix inputs) {}

  static Stream<Case> smallArrangements() {
    return IntStream.range(0, Cases.count(100, 300))
        .boxed()
        .flatMap(
            seed ->
                Stream.of(SignConvention.values())
                    .map(convention -> new Case(seed, convention, inputs(seed))));
  }

  /** Small integers and fractions: many zero, repeated, opposite and proportional samples. */
  private static RationalMatrix inputs(long seed) {
    Random random = new Random(seed);
    int samples = random.nextInt(7);
    int range = 1 + random.nextInt(3);
    return RationalMatrix.of(
        1 + random.nextInt(3),
        samples,
        (j, n) -> Rational.of(random.nextInt(2 * range + 1) - range, 1 + random.nextInt(range)));
  }

  private static CellEnumeration all(Case example) {
    return CellEnumeration.of(example.inputs(), example.convention(), 1000, count -> {})
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smallArrangements")
  void findsTheSignVectorsThatExist(Case example) {
    List<Long> bits =
        all(example).cells().stream()
            .map(
                cell ->
                    IntStream.range(0, cell.signs().samples())
                        .mapToLong(n -> cell.signs().isPlus(n) ? 1L << n : 0)
                        .sum())
            .sorted()
            .toList();
    assertThat(bits).isEqualTo(FourierMotzkin.signVectors(example.inputs(), example.convention()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smallArrangements")
  void everyPointHasItsSigns(Case example) {
    for (Cell cell : all(example).cells()) {
      RationalMatrix u =
          RationalMatrix.ofRows(example.inputs().rows(), List.of(cell.point()))
              .times(example.inputs());
      for (int n = 0; n < u.columns(); n++) {
        boolean zero = isZero(example.inputs(), n);
        int sign = u.get(0, n).signum();
        boolean strict = example.convention() == SignConvention.OPEN && !zero;
        assertThat(strict && sign == 0).as("sample " + n + " of " + cell).isFalse();
        assertThat(sign >= 0).as("sample " + n + " of " + cell).isEqualTo(cell.signs().isPlus(n));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smallArrangements")
  void theTreeProvesThatThereAreNoOthers(Case example) {
    List<String> leaves = new ArrayList<>();
    Iterator<CellTree.Node> nodes = all(example).tree().nodes().iterator();
    walk(example, nodes, "", leaves);
    assertThat(nodes).isExhausted();
    assertThat(leaves)
        .isEqualTo(all(example).cells().stream().map(c -> c.signs().toString()).toList());
  }

  private static void walk(
      Case example, Iterator<CellTree.Node> nodes, String prefix, List<String> leaves) {
    CellTree.Node node = nodes.next();
    if (node instanceof CellTree.Split) {
      walk(example, nodes, prefix + "+", leaves);
      walk(example, nodes, prefix + "-", leaves);
    } else if (node instanceof CellTree.Empty empty) {
      assertContradiction(example, prefix, empty);
    } else {
      assertThat(prefix).hasSize(example.inputs().columns());
      leaves.add(prefix);
    }
  }

  private static void assertContradiction(Case example, String prefix, CellTree.Empty empty) {
    boolean strict = false;
    int previous = -1;
    Rational[] sum = new Rational[example.inputs().rows()];
    Arrays.fill(sum, Rational.ZERO);
    for (CellTree.Multiplier multiplier : empty.multipliers()) {
      int n = multiplier.sample();
      assertThat(n).isGreaterThan(previous).isLessThan(prefix.length());
      previous = n;
      assertThat(multiplier.factor().signum()).isPositive();
      boolean plus = prefix.charAt(n) == '+';
      strict |=
          example.convention() == SignConvention.OPEN
              ? !isZero(example.inputs(), n) || !plus
              : !plus;
      for (int j = 0; j < sum.length; j++) {
        Rational term = example.inputs().get(j, n).times(Rational.of(multiplier.factor()));
        sum[j] = sum[j].plus(plus ? term : term.negate());
      }
    }
    assertThat(strict).as("a strict inequality in " + empty + " at " + prefix).isTrue();
    assertThat(sum).as(empty + " at " + prefix).allMatch(Rational::isZero);
  }

  private static boolean isZero(RationalMatrix inputs, int n) {
    return IntStream.range(0, inputs.rows()).allMatch(j -> inputs.get(j, n).isZero());
  }

  @ParameterizedTest
  @CsvSource({"1,9", "2,12", "3,9", "4,8", "5,7", "6,4", "3,1", "2,0"})
  void countsAsCoverDoesInGeneralPosition(int dimensions, int samples) {
    // the moment curve: any d of its points are independent
    RationalMatrix inputs =
        RationalMatrix.of(
            dimensions, samples, (j, n) -> Rational.of(BigInteger.valueOf(n - 2L).pow(j)));
    int cells =
        CellEnumeration.of(inputs, SignConvention.OPEN, 10_000, count -> {})
            .orElseThrow()
            .cells()
            .size();
    assertThat(CellEnumeration.coverCount(samples, dimensions)).isEqualTo(cells);
  }

  @Test
  void moreCellsThanTheLimitAreNotListed() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 0, 1}, {0, 1, 1}});
    assertThat(CellEnumeration.of(inputs, SignConvention.OPEN, 5, count -> {})).isEmpty();
    assertThat(CellEnumeration.of(inputs, SignConvention.OPEN, 6, count -> {})).isPresent();
    assertThat(CellEnumeration.of(inputs, SignConvention.OPEN, 0, count -> {})).isEmpty();
  }

  @Test
  void longNumbersAreExact() {
    Rational huge = Rational.of(BigInteger.ONE.shiftLeft(200));
    Rational next = huge.plus(Rational.ONE);
    RationalMatrix inputs =
        RationalMatrix.ofRows(3, List.of(List.of(huge, next, next), List.of(next, huge, next)));
    Case example = new Case(0, SignConvention.OPEN, inputs);
    assertThat(all(example).cells()).hasSize(6);
    findsTheSignVectorsThatExist(example);
    theTreeProvesThatThereAreNoOthers(example);
  }
}
