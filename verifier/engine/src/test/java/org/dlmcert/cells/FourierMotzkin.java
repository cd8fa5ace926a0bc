package org.dlmcert.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Homogeneous inequalities decided by eliminating one variable after the other; slow and plain. */
public final class FourierMotzkin {
  private FourierMotzkin() {}

  private record Row(List<Rational> a, boolean strict) {}

  /** Whether some w has the signs (bit n of {@code signs}: +) on the columns of the inputs. */
  public static boolean exists(RationalMatrix inputs, long signs, SignConvention convention) {
    List<Row> rows = new ArrayList<>();
    for (int n = 0; n < inputs.columns(); n++) {
      boolean plus = (signs >> n & 1) == 1;
      List<Rational> x = inputs.transpose().row(n);
      boolean zero = x.stream().allMatch(Rational::isZero);
      if (zero && !plus) {
        return false;
      }
      boolean strict = convention == SignConvention.OPEN || !plus;
      if (!zero) {
        rows.add(new Row(plus ? x : x.stream().map(Rational::negate).toList(), strict));
      }
    }
    for (int j = 0; j < inputs.rows(); j++) {
      rows = without(j, rows);
    }
    return rows.stream().noneMatch(Row::strict);
  }

  /** All sign vectors, as bits. */
  public static List<Long> signVectors(RationalMatrix inputs, SignConvention convention) {
    List<Long> found = new ArrayList<>();
    for (long signs = 0; signs < 1L << inputs.columns(); signs++) {
      if (exists(inputs, signs, convention)) {
        found.add(signs);
      }
    }
    return found;
  }

  private static List<Row> without(int variable, List<Row> rows) {
    List<Row> left = new ArrayList<>();
    for (Row row : rows) {
      if (row.a().get(variable).isZero()) {
        left.add(row);
      }
    }
    for (Row lower : rows) {
      for (Row upper : rows) {
        Rational up = lower.a().get(variable);
        Rational down = upper.a().get(variable).negate();
        if (up.signum() > 0 && down.signum() > 0) {
          List<Rational> sum =
              IntStream.range(0, lower.a().size())
                  .mapToObj(j -> lower.a().get(j).times(down).plus(upper.a().get(j).times(up)))
                  .toList();
          Row row = new Row(sum, lower.strict() || upper.strict());
          if (!left.contains(row)) {
            left.add(row);
          }
        }
      }
    }
    return left;
  }
}
