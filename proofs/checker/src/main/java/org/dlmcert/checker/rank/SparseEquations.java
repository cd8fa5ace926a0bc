package org.dlmcert.checker.rank;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** The equations A·z = 0 or zᵀ·A = 0 with integer coefficients; zeros are left out. */
final class SparseEquations {
  /** A coefficient of an equation, or of an unknown. */
  record Term(int index, BigInteger value) {}

  private final Map<Integer, List<Term>> byEquation = new HashMap<>();
  private final Map<Integer, List<Term>> byUnknown = new HashMap<>();

  SparseEquations(SparseMatrix matrix, Side side, Work work) {
    Map<Integer, List<SparseMatrix.Entry>> equations = new HashMap<>();
    for (SparseMatrix.Entry entry : matrix.entries()) {
      int equation = side.equation(entry.row(), entry.column());
      equations.computeIfAbsent(equation, e -> new ArrayList<>()).add(entry);
    }
    equations.forEach(
        (equation, entries) -> {
          Rational[] values =
              entries.stream().map(SparseMatrix.Entry::value).toArray(Rational[]::new);
          BigInteger[] integers = Cleared.of(values, work).integers();
          for (int i = 0; i < integers.length; i++) {
            int unknown = side.unknown(entries.get(i).row(), entries.get(i).column());
            add(byEquation, equation, new Term(unknown, integers[i]));
            add(byUnknown, unknown, new Term(equation, integers[i]));
          }
        });
  }

  private static void add(Map<Integer, List<Term>> lists, int key, Term term) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(term);
  }

  /** Returns the terms of an equation; none if all its coefficients are zero. */
  List<Term> equation(int index) {
    return byEquation.getOrDefault(index, List.of());
  }

  /** Returns the unknowns that occur in an equation. */
  Set<Integer> unknowns() {
    return byUnknown.keySet();
  }

  /** Whether these values, zero for all other unknowns, solve every equation. */
  boolean hold(List<Term> vector, Work work) {
    Map<Integer, BigInteger> sums = new HashMap<>();
    for (Term z : vector) {
      for (Term term : byUnknown.getOrDefault(z.index, List.of())) {
        work.add(Work.length(z.value), Work.length(term.value));
        sums.merge(term.index, z.value.multiply(term.value), BigInteger::add);
      }
    }
    return sums.values().stream().allMatch(sum -> sum.signum() == 0);
  }
}
