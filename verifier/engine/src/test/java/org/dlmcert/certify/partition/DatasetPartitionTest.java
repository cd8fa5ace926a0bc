package org.dlmcert.certify.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetPartitionTest {

  /** Small data sets with many coincidences: repeated samples, zero samples, zero rows. */
  static List<IntegerMatrix> dataSets() {
    return IntStream.range(0, Cases.count(120, 300))
        .mapToObj(
            seed -> {
              Random random = Cases.random(seed);
              int d = 1 + random.nextInt(4);
              int n = random.nextInt(9);
              int range = 1 + random.nextInt(2);
              IntegerMatrix plain =
                  IntegerMatrix.ofSmall(d, n, (i, j) -> random.nextInt(2 * range + 1) - range);
              int[] columns =
                  IntStream.range(0, n)
                      .map(j -> random.nextInt(3) == 0 ? random.nextInt(n) : j)
                      .toArray();
              return plain.columns(columns);
            })
        .toList();
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("dataSets")
  void agreesWithEdmondsConditionOverAllSubsets(IntegerMatrix inputs) {
    for (int groups = 1; groups <= 4; groups++) {
      DatasetPartition.Answer answer = new DatasetPartition(inputs, Progress.NONE).into(groups);
      assertThat(answer instanceof DatasetPartition.Groups)
          .as("%d groups of %s", groups, inputs)
          .isEqualTo(BruteForce.divides(inputs, groups));
      if (answer instanceof DatasetPartition.Groups found) {
        assertThat(found.groups()).hasSizeLessThanOrEqualTo(groups);
        assertDivides(inputs, found);
      } else {
        assertProves(inputs, ((DatasetPartition.TooFew) answer).proof(), groups);
      }
    }
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("dataSets")
  void theLeastNumberOfGroupsIsTheFirstThatEdmondsConditionAllows(IntegerMatrix inputs) {
    if (hasZeroColumn(inputs)) {
      assertThatThrownBy(() -> new DatasetPartition(inputs, Progress.NONE).least())
          .hasMessageContaining("is zero");
      return;
    }
    DatasetPartition.Least least = new DatasetPartition(inputs, Progress.NONE).least();
    int expected =
        inputs.columns() == 0
            ? 0
            : IntStream.iterate(1, k -> k + 1)
                .filter(k -> BruteForce.divides(inputs, k))
                .findFirst()
                .orElseThrow();
    assertThat(least.width()).as("%s", inputs).isEqualTo(expected);
    assertDivides(inputs, least.groups());
    least.tooFew().ifPresent(set -> assertProves(inputs, set, expected - 1));
    assertThat(least.tooFew().isPresent()).isEqualTo(expected > 0);
  }

  @Test
  void anUnluckyPrimeIsNotBelieved() {
    int p = PrimeField.LARGEST_PRIME;
    IntegerMatrix inputs =
        IntegerMatrix.of(new long[][] {{1, 1, 1}, {0, p, 2L * p}}); // of rank 1 modulo p
    DatasetPartition.Answer two = new DatasetPartition(inputs, Progress.NONE).into(2);
    assertThat(two).isInstanceOf(DatasetPartition.Groups.class);
    assertThat(((DatasetPartition.Groups) two).prime()).isLessThan(p);
    assertThat(new DatasetPartition(inputs, Progress.NONE).least().width()).isEqualTo(2);
  }

  @Test
  void aSampleThatVanishesModuloThePrimeIsNotZero() {
    int p = PrimeField.LARGEST_PRIME;
    IntegerMatrix inputs = IntegerMatrix.of(new long[][] {{p, 1}});
    assertThat(new DatasetPartition(inputs, Progress.NONE).least().width()).isEqualTo(2);
  }

  @Test
  void manyCopiesNeedAsManyGroups() {
    IntegerMatrix inputs = IntegerMatrix.ofSmall(3, 40, (i, j) -> i + 1);
    DatasetPartition.Least least = new DatasetPartition(inputs, Progress.NONE).least();
    assertThat(least.width()).isEqualTo(40);
    assertThat(least.tooFew().orElseThrow().rank()).isEqualTo(1);
  }

  @Test
  void resultsAreRepeatable() {
    Random random = new Random(7);
    IntegerMatrix inputs = IntegerMatrix.ofSmall(6, 60, (i, j) -> random.nextInt(3));
    DatasetPartition.Least first = new DatasetPartition(inputs, Progress.NONE).least();
    DatasetPartition.Least second = new DatasetPartition(inputs, Progress.NONE).least();
    assertThat(second).isEqualTo(first);
  }

  private static void assertDivides(IntegerMatrix inputs, DatasetPartition.Groups found) {
    assertThat(found.groups().stream().flatMap(List::stream).sorted().toList())
        .isEqualTo(IntStream.range(0, inputs.columns()).boxed().toList());
    for (List<Integer> group : found.groups()) {
      assertThat(rank(inputs, group)).as("%s of %s", group, inputs).isEqualTo(group.size());
    }
  }

  private static void assertProves(IntegerMatrix inputs, TightSet set, int groups) {
    assertThat(rank(inputs, set.samples())).isLessThanOrEqualTo(set.rank());
    assertThat(set.samples().size()).isGreaterThan(groups * set.rank());
    assertThat(set.orthogonal().rows()).isEqualTo(inputs.rows() - set.rank());
    assertThat(set.orthogonal().times(columns(inputs, set.samples())).isZero()).isTrue();
  }

  private static int rank(IntegerMatrix inputs, List<Integer> samples) {
    return BruteForce.rank(RationalMatrix.of(columns(inputs, samples)));
  }

  private static IntegerMatrix columns(IntegerMatrix inputs, List<Integer> samples) {
    return inputs.columns(samples.stream().mapToInt(Integer::intValue).toArray());
  }

  private static boolean hasZeroColumn(IntegerMatrix inputs) {
    return IntStream.range(0, inputs.columns())
        .anyMatch(n -> inputs.columns(new int[] {n}).isZero());
  }

  /** One column of many is not orthogonal, wherever it stands among the blocks. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2047, 2048, 2099, -1})
  void orthogonalityIsThatToEveryColumn(int odd) {
    IntegerMatrix inputs = IntegerMatrix.ofSmall(2, 2100, (i, n) -> i == 0 ? n : n == odd ? 1 : 0);
    IntegerMatrix rows = IntegerMatrix.of(new long[][] {{0, 1}});
    int[] all = IntStream.range(0, 2100).toArray();
    assertThat(TightSet.areOrthogonal(rows, inputs, all)).isEqualTo(odd < 0);
    int[] others = IntStream.of(all).filter(n -> n != odd).toArray();
    assertThat(TightSet.areOrthogonal(rows, inputs, others)).isTrue();
  }
}
