package org.dlmcert.certify.collapse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Divisions of columns against all sets of columns, and against all small exponents. */
class JointSaturationTest {
  private static final PrimeField THREE = PrimeField.of(3);
  private static final int LARGEST_EXPONENT = 3;

  private static IntegerMatrix matrix(Random random, int rows, int columns) {
    return IntegerMatrix.of(
        rows,
        columns,
        (j, n) ->
            BigInteger.valueOf(
                (random.nextInt(5) - 2L) * List.of(1, 1, 3, 9).get(random.nextInt(4))));
  }

  private static int ranks(List<ModularMatrix> blocks, BitSet set) {
    return blocks.stream()
        .mapToInt(
            block ->
                set.isEmpty()
                    ? 0
                    : ModularMatrix.of(
                            THREE,
                            block.rows(),
                            set.cardinality(),
                            (j, k) -> block.get(j, set.stream().toArray()[k]))
                        .rank())
        .sum();
  }

  @Test
  void crowdedSetsAreFoundWhereThereAreAny() {
    int crowded = 0;
    for (long seed = 0; seed < Cases.count(600, 1500); seed++) {
      Random random = new Random(seed);
      int columns = 1 + random.nextInt(6);
      int units = 1 + random.nextInt(3);
      int height = 1 + random.nextInt(3);
      List<ModularMatrix> blocks =
          IntStream.range(0, units)
              .mapToObj(i -> ModularMatrix.of(THREE, matrix(random, height, columns)))
              .toList();
      Optional<BitSet> found = BlockPartition.crowded(blocks, THREE);
      boolean any =
          IntStream.range(0, 1 << columns)
              .mapToObj(bits -> BitSet.valueOf(new long[] {bits}))
              .anyMatch(set -> set.cardinality() > ranks(blocks, set));
      assertThat(found.isPresent()).as("seed %d", seed).isEqualTo(any);
      if (found.isPresent()) {
        assertThat(found.get().cardinality())
            .as("seed %d: %s", seed, found)
            .isGreaterThan(ranks(blocks, found.get()));
        crowded++;
      }
    }
    assertThat(crowded).isBetween(300, 1200);
  }

  /** As many rows as columns: what no factors of columns can do, up to 3^3, is not missed. */
  @Test
  void nothingIsMissedIfThereAreAsManyRowsAsColumns() {
    int found = 0;
    int byFactors = 0;
    for (long seed = 0; seed < Cases.count(200, 600); seed++) {
      Random random = Cases.random(seed);
      int height = 1 + random.nextInt(2);
      int units = 4 / height;
      int columns = 4;
      List<IntegerMatrix> blocks =
          IntStream.range(0, units).mapToObj(i -> matrix(random, height, columns)).toList();
      if (BruteForce.rank(RationalMatrix.of(Saturation.stacked(blocks))) < columns) {
        continue;
      }
      boolean reached = rank(blocks, JointSaturation.of(blocks, THREE)) == columns;
      boolean alone = reaches(blocks, new int[columns]);
      boolean any = alone || anyFactors(blocks, columns);
      assertThat(reached || !any).as("seed %d: %s", seed, blocks).isTrue();
      found += reached ? 1 : 0;
      byFactors += reached && !alone ? 1 : 0;
    }
    assertThat(found).isGreaterThan(100);
    assertThat(byFactors).isGreaterThan(20);
  }

  private static boolean anyFactors(List<IntegerMatrix> blocks, int columns) {
    int base = LARGEST_EXPONENT + 1;
    int all = IntStream.range(0, columns).reduce(1, (product, n) -> product * base);
    return IntStream.range(1, all)
        .mapToObj(
            code -> {
              int[] exponents = new int[columns];
              int rest = code;
              for (int n = 0; n < columns; n++) {
                exponents[n] = rest % base;
                rest /= base;
              }
              return exponents;
            })
        .filter(exponents -> IntStream.of(exponents).min().orElse(0) == 0)
        .anyMatch(exponents -> reaches(blocks, exponents));
  }

  /** With columns multiplied by powers of 3, and each block saturated. */
  private static boolean reaches(List<IntegerMatrix> blocks, int[] exponents) {
    Saturation saturation =
        new Saturation(
            blocks.stream()
                .map(
                    block ->
                        IntegerMatrix.of(
                            block.rows(),
                            block.columns(),
                            (j, n) ->
                                block.get(j, n).multiply(BigInteger.valueOf(3).pow(exponents[n]))))
                .toList(),
            THREE);
    saturation.saturate();
    return saturation.stackedResidues().rank() == exponents.length;
  }

  /** The rank modulo 3 of the blocks under transforms, with primitive columns. */
  private static int rank(List<IntegerMatrix> blocks, List<RationalMatrix> transforms) {
    List<RationalMatrix> rows = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      rows.add(transforms.get(i).times(RationalMatrix.of(blocks.get(i))));
    }
    int height = blocks.get(0).rows();
    IntegerMatrix cleared =
        RationalMatrix.of(
                rows.size() * height,
                blocks.get(0).columns(),
                (r, n) -> rows.get(r / height).get(r % height, n))
            .clearColumns()
            .matrix();
    return ModularMatrix.of(THREE, PrimitiveColumns.of(cleared).orElseThrow()).rank();
  }
}
