package org.dlmcert.checker.rank;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.rule.Rule;

/** The rank of a sparse matrix, by an elimination and a kernel (soundness.md section 10). */
public final class SparseRankRule implements Rule<SparseMatrix, RankClaim<SparseMatrix>> {
  @Override
  public String kind() {
    return "sparse-rank";
  }

  @Override
  public RankClaim<SparseMatrix> readClaim(CanonicalReader in) {
    return RankClaim.read(in, "dlmcert-sparse-matrix/1");
  }

  @Override
  public SparseMatrix readSubject(CanonicalReader in) {
    return SparseMatrix.read(in);
  }

  @Override
  public Evidence readEvidence(
      CanonicalReader in, SparseMatrix matrix, RankClaim<SparseMatrix> claim) {
    in.open();
    in.field("prime");
    int prime = in.prime();
    in.field("kernel_side");
    Side side = in.word(List.of("left", "right")).equals("left") ? Side.LEFT : Side.RIGHT;
    in.field("pivots");
    List<int[]> pivots = in.list(() -> pivot(in, matrix, side));
    in.field("kernel");
    int length = side.unknown(matrix.rows(), matrix.columns());
    List<List<SparseEquations.Term>> kernel = in.list(() -> vector(in, length));
    in.close();
    return steps -> {
      int r = claim.rank();
      steps.require(pivots.size() == r, "pivots", () -> pivots.size() + " for rank " + r);
      SparseEquations equations = new SparseEquations(matrix, side, steps.work());
      int unknowns = equations.unknowns().size();
      steps.require(
          (long) r + kernel.size() == unknowns,
          "kernel",
          () -> kernel.size() + " vectors of " + unknowns + " do not show that the rank is " + r);
      new SparseElimination(prime, steps).check(pivots, equations);
      kernel(kernel, pivots, equations, steps);
    };
  }

  /** Reads a row and a column; returns an equation and an unknown. */
  private static int[] pivot(CanonicalReader in, SparseMatrix matrix, Side side) {
    in.expect("[");
    int i = in.index(matrix.rows());
    in.expect(",");
    int j = in.index(matrix.columns());
    in.expect("]");
    return new int[] {side.equation(i, j), side.unknown(i, j)};
  }

  private static List<SparseEquations.Term> vector(CanonicalReader in, int length) {
    int[] last = {-1};
    return in.list(
        () -> {
          in.expect("[");
          int index = in.index(length);
          in.expect(",");
          Rational value = in.rational();
          in.expect("]");
          if (index <= last[0] || !value.isInteger() || value.signum() == 0) {
            throw in.malformed("expected integers that are not 0, at increasing indices");
          }
          last[0] = index;
          return new SparseEquations.Term(index, value.numerator());
        });
  }

  private static void kernel(
      List<List<SparseEquations.Term>> kernel,
      List<int[]> pivots,
      SparseEquations equations,
      Steps steps) {
    Set<Integer> pivotal = new HashSet<>();
    pivots.forEach(pivot -> pivotal.add(pivot[1]));
    int last = -1;
    for (int k = 0; k < kernel.size(); k++) {
      String vector = "vector " + k;
      List<SparseEquations.Term> terms = kernel.get(k);
      int[] own =
          terms.stream()
              .mapToInt(SparseEquations.Term::index)
              .filter(i -> !pivotal.contains(i))
              .toArray();
      int before = last;
      steps.require(
          own.length == 1 && own[0] > before,
          "kernel",
          () -> vector + " has no index of its own beside the pivots, after those before it");
      last = own[0];
      steps.require(
          terms.stream().allMatch(z -> equations.unknowns().contains(z.index())),
          "kernel",
          () -> vector + " speaks of a line without entries");
      steps.require(
          equations.hold(terms, steps.work()), "kernel", () -> vector + " is not in the kernel");
    }
  }
}
