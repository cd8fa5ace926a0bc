package org.dlmcert.certify.collapse;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalMatrix;

/**
 * Chooses factors of the columns, powers of p, together with the transforms of the blocks, so that
 * the matrix of all blocks gets full column rank modulo p where it can.
 *
 * <p>The factors are a lattice L; the best that transforms can do is the sum of its intersections
 * with the row spaces of the blocks, which {@link Saturation} finds, and rank N modulo p says that
 * this sum is L. If the row spaces are independent and together everything (as many rows as
 * columns), its index in L is a power p^f, and dividing the columns of a set S by p changes f by r
 * - |S|, where r is the sum of the ranks of the blocks on S modulo p. As long as some S is crowded,
 * r &lt; |S|, that is a step down. As a function of the exponents f is a sum of conjugates of
 * valuated matroids, so L-convex (Murota 2003): where no step leads down it is least, and if it is
 * not 0 there, no transforms and factors give rank N modulo p.
 *
 * <p>With more rows than columns there is more than one way to be stuck, and where the matrix is
 * still deficient one further step is tried: the support of a vector in its kernel modulo p, or the
 * other columns.
 */
final class JointSaturation {
  /** More divisions of columns are not tried. */
  private static final int MOST_STEPS = 64;

  private final PrimeField field;
  private final Saturation state;

  private JointSaturation(Saturation state, PrimeField field) {
    this.state = state;
    this.field = field;
  }

  /**
   * Transforms U_1, …, U_D with which the matrix has full column rank modulo p, after its columns
   * have been made primitive; if none are found, those of the smallest f, which may be enough
   * modulo a power of p.
   *
   * @param blocks D matrices, d×N each, whose rows together have rank N over Q
   */
  static List<RationalMatrix> of(List<IntegerMatrix> blocks, PrimeField field) {
    JointSaturation first = new JointSaturation(new Saturation(blocks, field), field);
    first.stepDown();
    ModularMatrix stacked = first.state.stackedResidues();
    ModularMatrix kernel = stacked.rightKernel();
    int columns = stacked.columns();
    for (int k = 0; k < kernel.rows() && stacked.rows() > columns; k++) {
      BitSet support = new BitSet();
      for (int n = 0; n < columns; n++) {
        support.set(n, kernel.get(k, n) != 0);
      }
      BitSet others = (BitSet) support.clone();
      others.flip(0, columns);
      for (BitSet set : List.of(support, others)) {
        Saturation state = first.state.copy();
        state.divide(set);
        JointSaturation next = new JointSaturation(state, field);
        next.stepDown();
        if (state.stackedResidues().rank() == columns) {
          return state.transforms();
        }
      }
    }
    return first.state.transforms();
  }

  private void stepDown() {
    state.saturate();
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<BitSet> crowded = BlockPartition.crowded(state.residues(), field);
      if (crowded.isEmpty()) {
        return;
      }
      state.divide(crowded.get());
      state.saturate();
    }
  }
}
