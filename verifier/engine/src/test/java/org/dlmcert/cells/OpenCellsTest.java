package org.dlmcert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells from rays against the enumeration by linear programs and Cover's count. */
class OpenCellsTest {
  /** A case, printed with its seed when it fails; inputs are d×N. */
  record Case(long seed, RationalMatrix inputs) {}

  static Stream<Case> smallArrangements() {
    return IntStream.range(0, Cases.count(60, 300)).mapToObj(seed -> new Case(seed, inputs(seed)));
  }

  /** Small numbers in up to four dimensions: many dependencies, parallel and zero samples. */
  private static RationalMatrix inputs(long seed) {
    Random random = Cases.random(seed);
    int samples = random.nextInt(8);
    int range = 1 + random.nextInt(3);
    return RationalMatrix.of(
        1 + random.nextInt(4),
        samples,
        (j, n) -> Rational.of(random.nextInt(2 * range + 1) - range, 1 + random.nextInt(range)));
  }

  private static OpenCells cells(RationalMatrix inputs) throws InterruptedException {
    return OpenCells.of(inputs, 100_000, count -> {}).orElseThrow();
  }

  private static List<Cell> byLinearPrograms(RationalMatrix inputs) {
    return CellEnumeration.of(inputs, SignConvention.OPEN, 100_000, count -> {})
        .orElseThrow()
        .cells();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smallArrangements")
  void findsTheCellsOfTheTreeInItsOrder(Case example) throws InterruptedException {
    assertThat(cells(example.inputs()).cells())
        .extracting(Cell::signs)
        .isEqualTo(byLinearPrograms(example.inputs()).stream().map(Cell::signs).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smallArrangements")
  void everyPointIsInsideItsCell(Case example) throws InterruptedException {
    for (Cell cell : cells(example.inputs()).cells()) {
      for (int n = 0; n < example.inputs().columns(); n++) {
        int sign = preactivation(example.inputs(), cell.point(), n).signum();
        assertThat(sign != 0 || isZero(example.inputs(), n)).as("%s", cell).isTrue();
        assertThat(sign >= 0).as("%s", cell).isEqualTo(cell.signs().isPlus(n));
      }
    }
  }

  /**
   * The bounding samples alone admit no point outside the cell, and none of them can be left out.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("smallArrangements")
  void boundingSamplesDescribeTheCell(Case example) throws InterruptedException {
    OpenCells cells = cells(example.inputs());
    assertThat(cells.size()).isPositive();
    for (int c = 0; c < cells.size(); c++) {
      int[] bounding = cells.boundingSamples(c);
      assertThat(agreeing(cells, c, bounding)).as("cell %s", c).isEqualTo(1);
      for (int left = 0; left < bounding.length; left++) {
        int out = left;
        int[] others =
            IntStream.range(0, bounding.length)
                .filter(k -> k != out)
                .map(k -> bounding[k])
                .toArray();
        assertThat(agreeing(cells, c, others)).as("cell %s", c).isGreaterThan(1);
      }
    }
  }

  private static long agreeing(OpenCells cells, int cell, int[] samples) {
    SignVector signs = cells.cells().get(cell).signs();
    return cells.cells().stream()
        .filter(
            other ->
                IntStream.of(samples).allMatch(n -> other.signs().isPlus(n) == signs.isPlus(n)))
        .count();
  }

  @ParameterizedTest
  @CsvSource({"1,9", "2,40", "3,25", "4,12", "5,9", "6,4", "3,1", "2,0"})
  void countsAsCoverDoesInGeneralPosition(int dimensions, int samples) throws InterruptedException {
    RationalMatrix inputs =
        RationalMatrix.of(
            dimensions, samples, (j, n) -> Rational.of(BigInteger.valueOf(n - 2L).pow(j)));
    OpenCells cells = cells(inputs);
    assertThat(CellEnumeration.coverCount(samples, dimensions)).isEqualTo(cells.size());
  }

  @Test
  void coplanarInputsLeaveFewerCells() throws InterruptedException {
    RationalMatrix inputs =
        RationalMatrix.of(new long[][] {{1, 0, 1, 0}, {0, 1, 1, 0}, {0, 0, 0, 1}});
    OpenCells cells = cells(inputs);
    assertThat(cells.size()).isEqualTo(12);
    assertThat(CellEnumeration.coverCount(4, 3)).isEqualTo(14);
  }

  @Test
  void moreCellsThanTheLimitAreNotListed() throws InterruptedException {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 0, 1}, {0, 1, 1}});
    assertThat(OpenCells.of(inputs, 5, count -> {})).isEmpty();
    assertThat(OpenCells.of(inputs, 6, count -> {})).isPresent();
  }

  @Test
  void longNumbersAreExact() throws InterruptedException {
    Rational huge = Rational.of(BigInteger.ONE.shiftLeft(200));
    Rational next = huge.plus(Rational.ONE);
    RationalMatrix inputs =
        RationalMatrix.ofRows(3, List.of(List.of(huge, next, next), List.of(next, huge, next)));
    findsTheCellsOfTheTreeInItsOrder(new Case(0, inputs));
    everyPointIsInsideItsCell(new Case(0, inputs));
  }

  /** Every sign vector with zeros once, by brute force over those of the restricted inputs. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("smallArrangements")
  void facesHaveTheirSignsAndAreDifferent(Case example) throws InterruptedException {
    List<Faces.Face> faces = Faces.of(example.inputs(), 100_000).orElseThrow();
    List<List<Integer>> signs = new ArrayList<>();
    int euler = 0;
    int rank = MatrixRank.of(example.inputs()).rank();
    for (Faces.Face face : faces) {
      signs.add(face.signs());
      for (int n = 0; n < example.inputs().columns(); n++) {
        assertThat(preactivation(example.inputs(), face.point(), n).signum())
            .isEqualTo(face.signs().get(n));
      }
      int[] zeros =
          IntStream.range(0, face.signs().size()).filter(n -> face.signs().get(n) == 0).toArray();
      int dimension = rank - MatrixRank.of(example.inputs().columns(zeros)).rank();
      euler += dimension % 2 == 0 ? 1 : -1;
    }
    assertThat(signs).doesNotHaveDuplicates();
    // Cones other than the vertex are cells of a sphere of dimension rank - 1, with one added each:
    // Σ (-1)^dim over all faces of the arrangement is (-1)^rank.
    assertThat(euler).isEqualTo(rank % 2 == 0 ? 1 : -1);
    assertThat(faces.stream().filter(Faces.Face::isOpenCell).count())
        .isEqualTo(cells(example.inputs()).size());
  }

  private static Rational preactivation(RationalMatrix inputs, List<Rational> point, int n) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < inputs.rows(); j++) {
      sum = sum.plus(point.get(j).times(inputs.get(j, n)));
    }
    return sum;
  }

  private static boolean isZero(RationalMatrix inputs, int n) {
    return IntStream.range(0, inputs.rows()).allMatch(j -> inputs.get(j, n).isZero());
  }
}
