package org.dlmcert.kink;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Contradictory;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.exact.Rational;

/**
 * Whether vectors b_0, …, b_m are combinations b_j = Σ_C t_{jC}·z_C with Σ_j |t_{jC}| ≤ γ_C for
 * given γ_C &gt; 0; exact, by one linear program with the evidence for either answer.
 *
 * <p>They are not exactly if there are directions v_0, …, v_m with Σ_j b_j·v_j &lt; -Σ_C γ_C·s_C,
 * s_C the largest of the |z_C·v_j|. That is a system of homogeneous inequalities in v_j and s_C,
 * and the multipliers that refute it are the t.
 */
final class ZonotopeProgram {
  private final List<List<Rational>> lines; // z_C, of length r
  private final List<Rational> bounds; // γ_C
  private final List<List<Rational>> vectors; // b_j

  private ZonotopeProgram(
      List<List<Rational>> lines, List<Rational> bounds, List<List<Rational>> vectors) {
    this.lines = lines;
    this.bounds = bounds;
    this.vectors = vectors;
  }

  /** What is true of the vectors. */
  sealed interface Answer {}

  /** The t, a row for each vector. */
  record Combinations(List<List<Rational>> rows) implements Answer {}

  /** The v, one for each vector. */
  record Separated(List<List<Rational>> directions) implements Answer {}

  /**
   * Decides.
   *
   * @param lines z_C, all of the length of the vectors
   * @param bounds γ_C, positive
   */
  static Answer decide(
      List<List<Rational>> lines, List<Rational> bounds, List<List<Rational>> vectors) {
    return new ZonotopeProgram(lines, bounds, vectors).decide();
  }

  private Answer decide() {
    int r = vectors.get(0).size();
    int variables = r * vectors.size() + lines.size();
    List<Inequality> system = new ArrayList<>();
    for (int c = 0; c < lines.size(); c++) {
      for (int j = 0; j < vectors.size(); j++) {
        system.add(bound(variables, c, j, 1));
        system.add(bound(variables, c, j, -1));
      }
    }
    List<Rational> objective = new ArrayList<>();
    vectors.forEach(b -> b.forEach(entry -> objective.add(entry.negate())));
    bounds.forEach(gamma -> objective.add(gamma.negate()));
    BigInteger scale = Rational.commonDenominator(objective);
    system.add(new Inequality(Span.integers(objective), true));
    HomogeneousInequalities.Answer answer = HomogeneousInequalities.decide(variables, system);
    if (answer instanceof Solvable solvable) {
      List<Rational> point = solvable.point().stream().map(Rational::of).toList();
      return new Separated(
          IntStream.range(0, vectors.size())
              .mapToObj(j -> point.subList(j * r, (j + 1) * r))
              .toList());
    }
    return new Combinations(combinations(((Contradictory) answer).multipliers(), scale));
  }

  /** s_C + sign·z_C·v_j ≥ 0, times the denominator of z_C. */
  private Inequality bound(int variables, int c, int j, int sign) {
    List<Rational> z = lines.get(c);
    int r = z.size();
    BigInteger[] row = new BigInteger[variables];
    Arrays.fill(row, BigInteger.ZERO);
    List<BigInteger> integers = Span.integers(z);
    for (int k = 0; k < r; k++) {
      row[j * r + k] = integers.get(k).multiply(BigInteger.valueOf(sign));
    }
    row[r * vectors.size() + c] = Rational.commonDenominator(z);
    return new Inequality(List.of(row), false);
  }

  /**
   * With μ the multiplier of the strict inequality and λ± those of the bounds, b_j·μ = Σ (λ+ -
   * λ-)·z_C and Σ_j (λ+ + λ-) = μ·γ_C.
   */
  private List<List<Rational>> combinations(List<BigInteger> multipliers, BigInteger scale) {
    BigInteger mu = multipliers.get(multipliers.size() - 1).multiply(scale);
    List<List<Rational>> rows = new ArrayList<>();
    for (int j = 0; j < vectors.size(); j++) {
      List<Rational> row = new ArrayList<>();
      for (int c = 0; c < lines.size(); c++) {
        int index = 2 * (c * vectors.size() + j);
        BigInteger difference = multipliers.get(index).subtract(multipliers.get(index + 1));
        row.add(Rational.of(difference.multiply(Rational.commonDenominator(lines.get(c))), mu));
      }
      rows.add(row);
    }
    return rows;
  }
}
