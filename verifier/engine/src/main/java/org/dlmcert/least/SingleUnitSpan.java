package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.cells.ParallelInputs;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The span S of the outputs of single units without noise (proofs/soundness.md, 31): its
 * generators, and hidden weights whose outputs span it.
 *
 * <p>With p orthogonal to the samples of one line and to no others, and t·p ± q without other
 * changes of sign, the second difference of |w·x| at p is a multiple of that line's generator; the
 * units at ±w give |w·x|. So at most six units for each line, and two for each input, span S.
 */
final class SingleUnitSpan {
  private static final long SEED = 1605_08361L;
  private static final int FIRST_RANGE = 3;

  private final CensusProblem problem;
  private final List<int[]> lines; // samples of each line
  private final BigInteger[][] columns;

  SingleUnitSpan(CensusProblem problem) {
    this.problem = problem;
    IntegerMatrix x = problem.inputs().clearColumns().matrix();
    columns = new BigInteger[problem.samples()][];
    for (int n = 0; n < columns.length; n++) {
      columns[n] = new BigInteger[x.rows()];
      for (int j = 0; j < x.rows(); j++) {
        columns[n][j] = x.get(j, n);
      }
    }
    ParallelInputs parallel = ParallelInputs.of(x);
    lines =
        IntStream.range(0, parallel.classes())
            .mapToObj(
                k -> parallel.members(k).stream().mapToInt(ParallelInputs.Member::sample).toArray())
            .toList();
  }

  /** Vectors that span S, as rows. */
  List<List<Rational>> generators() {
    List<List<Rational>> rows = new ArrayList<>();
    Rational one = Rational.ONE;
    if (!problem.slope().equals(one.negate())) {
      for (int j = 0; j < problem.dimensions(); j++) {
        rows.add(problem.inputs().row(j));
      }
    }
    if (!problem.slope().equals(one)) {
      for (int[] line : lines) {
        Rational[] sizes = new Rational[problem.samples()];
        Arrays.fill(sizes, Rational.ZERO);
        int j = firstNonzero(columns[line[0]]);
        for (int n : line) {
          sizes[n] = problem.inputs().get(j, n).abs();
        }
        rows.add(List.of(sizes));
      }
    }
    return rows;
  }

  private static int firstNonzero(BigInteger[] column) {
    int j = 0;
    while (column[j].signum() == 0) {
      j++;
    }
    return j;
  }

  /** Hidden weights, a row for each unit, whose outputs span S. */
  List<BigInteger[]> units() {
    List<BigInteger[]> units = new ArrayList<>();
    int d = problem.dimensions();
    for (int j = 0; j < d; j++) {
      BigInteger[] axis = new BigInteger[d];
      Arrays.fill(axis, BigInteger.ZERO);
      axis[j] = BigInteger.ONE;
      addBoth(units, axis);
    }
    if (!problem.slope().equals(Rational.ONE)) {
      Random random = new Random(SEED);
      for (int[] line : lines) {
        BigInteger[] z = columns[line[0]];
        BigInteger[] p = orthogonal(line[0], random);
        BigInteger t = BigInteger.ONE;
        for (int[] other : lines) {
          BigInteger size = IntegerVectors.dot(p, columns[other[0]]).abs();
          if (size.signum() > 0) {
            BigInteger change = IntegerVectors.dot(z, columns[other[0]]).abs();
            t = t.max(change.divide(size).add(BigInteger.ONE));
          }
        }
        addBoth(units, p);
        addBoth(units, sum(p, t, z, BigInteger.ONE));
        addBoth(units, sum(p, t, z, BigInteger.ONE.negate()));
      }
    }
    return units;
  }

  private static void addBoth(List<BigInteger[]> units, BigInteger[] w) {
    units.add(w);
    units.add(Arrays.stream(w).map(BigInteger::negate).toArray(BigInteger[]::new));
  }

  private static BigInteger[] sum(BigInteger[] a, BigInteger t, BigInteger[] b, BigInteger u) {
    BigInteger[] sum = new BigInteger[a.length];
    for (int j = 0; j < sum.length; j++) {
      sum[j] = a[j].multiply(t).add(b[j].multiply(u));
    }
    return sum;
  }

  /** A vector orthogonal to the samples of one line and to no others that are not zero. */
  private BigInteger[] orthogonal(int sample, Random random) {
    IntegerMatrix row = IntegerMatrix.of(1, problem.dimensions(), (i, j) -> columns[sample][j]);
    IntegerMatrix basis = IntegerKernel.basis(row);
    for (int range = FIRST_RANGE; ; range++) {
      BigInteger[] p = new BigInteger[problem.dimensions()];
      Arrays.fill(p, BigInteger.ZERO);
      for (int k = 0; k < basis.rows(); k++) {
        BigInteger factor = BigInteger.valueOf(random.nextInt(2 * range + 1) - (long) range);
        p = sum(p, BigInteger.ONE, basis.row(k).toArray(new BigInteger[0]), factor);
      }
      BigInteger[] found = p;
      if (lines.stream()
          .filter(line -> line[0] != sample)
          .allMatch(line -> IntegerVectors.dot(found, columns[line[0]]).signum() != 0)) {
        return p;
      }
    }
  }

  /** The outputs of units without noise, a row for each. */
  RationalMatrix outputs(List<BigInteger[]> units) {
    return RationalMatrix.of(
        units.size(),
        problem.samples(),
        (i, n) -> {
          Rational u = Rational.ZERO;
          for (int j = 0; j < problem.dimensions(); j++) {
            u = u.plus(problem.inputs().get(j, n).times(Rational.of(units.get(i)[j])));
          }
          return u.signum() < 0 ? u.times(problem.slope()) : u;
        });
  }
}
