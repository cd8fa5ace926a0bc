package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.dlmcert.checker.BruteForce.Q;

/**
 * Judges claims about all local minima of one hidden layer with one output, and about all noises
 * within a radius: the matrix must have full column rank for all slopes between s and 1, one for
 * each unit and sample. Random ones are tried, and where the matrix is square all corners: its
 * determinant is affine in each slope and in each noise, so it is never 0 exactly if it has one
 * sign at all corners.
 */
record ScopeJudge(List<List<Q>> inputs, List<List<Q>> noise, Q slope, Q radius) {
  private static final long SEED = 20161128;
  private static final int DRAWS = 100;
  private static final int GRID = 16;

  /** Fails if some slopes and noise give a deficient matrix. */
  void assertScope(String certificate) {
    Random random = new Random(SEED);
    for (int draw = 0; draw < DRAWS; draw++) {
      List<List<Q>> rows = rows((n, i) -> between(random).times(near(noise.get(n).get(i), random)));
      assertThat(BruteForce.rank(rows)).as("draw %d: %s", draw, certificate).isEqualTo(rows.size());
    }
    int units = noise.isEmpty() ? 0 : noise.get(0).size();
    int corners = noise.size() * units;
    if (corners > 0 && corners <= 8 && noise.size() == units * inputs.get(0).size()) {
      int sign = sign(0, units);
      for (int corner = 0; corner < 1 << 2 * corners; corner++) {
        assertThat(sign(corner, units) * sign)
            .as("corner %d: %s", corner, certificate)
            .isPositive();
      }
    }
  }

  private interface Factor {
    Q at(int sample, int unit);
  }

  private List<List<Q>> rows(Factor factor) {
    List<List<Q>> rows = new ArrayList<>();
    for (int n = 0; n < noise.size(); n++) {
      List<Q> row = new ArrayList<>();
      for (int i = 0; i < noise.get(n).size(); i++) {
        Q a = factor.at(n, i);
        inputs.get(n).forEach(x -> row.add(a.times(x)));
      }
      rows.add(row);
    }
    return rows;
  }

  private Q between(Random random) {
    Q t = Q.of(random.nextInt(GRID + 1)).dividedBy(Q.of(GRID));
    return t.plus(Q.ONE.plus(t.negated()).times(slope));
  }

  private Q near(Q given, Random random) {
    return given.plus(
        radius.times(Q.of(random.nextInt(2 * GRID - 1) - GRID + 1L)).dividedBy(Q.of(GRID)));
  }

  /** The sign of the determinant at a corner, just inside the open ball. */
  private int sign(int corner, int units) {
    Q inside = radius.times(Q.of(1_000_000).dividedBy(Q.of(1_000_001)));
    return determinant(
        rows(
            (n, i) -> {
              int bits = corner >> 2 * (n * units + i);
              Q theta = (bits & 1) == 0 ? Q.ONE : slope;
              Q move = (bits & 2) == 0 ? inside : inside.negated();
              return theta.times(noise.get(n).get(i).plus(move));
            }));
  }

  private static int determinant(List<List<Q>> m) {
    int sign = 1;
    for (int c = 0; c < m.size(); c++) {
      int pivot = c;
      while (pivot < m.size() && m.get(pivot).get(c).sign() == 0) {
        pivot++;
      }
      if (pivot == m.size()) {
        return 0;
      }
      sign *= pivot == c ? 1 : -1;
      Collections.swap(m, c, pivot);
      sign *= m.get(c).get(c).sign();
      for (int r = c + 1; r < m.size(); r++) {
        Q f = m.get(r).get(c).dividedBy(m.get(c).get(c)).negated();
        for (int k = c; k < m.size(); k++) {
          m.get(r).set(k, m.get(r).get(k).plus(f.times(m.get(c).get(k))));
        }
      }
    }
    return sign;
  }
}
