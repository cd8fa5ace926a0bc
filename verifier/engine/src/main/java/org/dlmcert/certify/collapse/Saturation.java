package org.dlmcert.certify.collapse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Interruption;

/**
 * Removes the p-content of blocks B_1, …, B_D that share their columns, by an invertible rational
 * transform U_i of the rows of each and nonzero factors on the common columns: the rows of every
 * U_i·B_i have over F_p the rank that B_i has over Q.
 *
 * <p>As long as r independent rows of a block satisfy a linear relation modulo p, the relation's
 * row is divisible by p and replaces one of the rows, divided by p. Every minor of order r is
 * divided by p each time, so that the number of replacements is at most the exponent of p in any
 * nonzero one. In between, columns are divided by their content, which only lessens these
 * exponents. U_i is a product of matrices of determinant ±1/p, so it is regular modulo every other
 * prime. O(d³ + d²N) a replacement, in BigInteger arithmetic.
 */
final class Saturation {
  /** More divisions of columns are not tried. */
  private static final int MOST_STEPS = 64;

  private final PrimeField field;
  private final List<IntegerMatrix> blocks;
  private final List<RationalMatrix> transforms = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>(); // of each block, independent over Q

  private Saturation(List<IntegerMatrix> blocks, PrimeField field) {
    this.field = field;
    this.blocks = new ArrayList<>(blocks);
    for (IntegerMatrix block : blocks) {
      transforms.add(RationalMatrix.of(IntegerMatrix.identity(block.rows())));
      rows.add(MatrixRank.of(block).minorRows().stream().mapToInt(Integer::intValue).toArray());
    }
  }

  /**
   * The transforms U_1, …, U_D, each d×d; empty if none is needed.
   *
   * @param blocks D matrices, d×N each; no column is zero in all of them
   */
  static Optional<List<RationalMatrix>> of(List<IntegerMatrix> blocks, PrimeField field) {
    Saturation saturation = new Saturation(blocks, field);
    return saturation.saturate()
        ? Optional.of(List.copyOf(saturation.transforms))
        : Optional.empty();
  }

  private boolean saturate() {
    boolean changed = false;
    boolean improving = true;
    while (improving) {
      improving = false;
      for (int i = 0; i < blocks.size(); i++) {
        improving |= improve(i);
      }
      changed |= improving;
      if (improving) {
        makeColumnsPrimitive();
      }
    }
    return changed;
  }

  /**
   * As {@link #of}, and the factors of the columns are chosen together with the transforms: as long
   * as the columns in some set S have, modulo p, smaller ranks in all blocks together than there
   * are columns in S, those in S are divided by p, and the blocks saturated again.
   *
   * <p>The lattice L of integral rows with these column factors contains the sum of its
   * intersections with the row spaces of the blocks. If the row spaces are independent and fill
   * everything, a step changes the index of the sum, p^f, to p^(f + r - |S|), where r is the sum of
   * the ranks on S. As a function of the factors f is a sum of functions max_B (ω_i(B) + c(B)) of
   * valuated matroids and a linear one, so it is L-convex (Murota 2003), and where no S leads down,
   * f is as small as it gets: if the matrix is still deficient modulo p, it is so for all
   * transforms and factors. With more rows than columns nothing like that is claimed.
   *
   * @param blocks D matrices, d×N each, whose rows together have rank N
   */
  static Optional<List<RationalMatrix>> jointly(List<IntegerMatrix> blocks, PrimeField field) {
    Saturation saturation = new Saturation(blocks, field);
    boolean changed = saturation.saturate();
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<BitSet> crowded =
          BlockPartition.crowded(
              saturation.blocks.stream().map(block -> ModularMatrix.of(field, block)).toList(),
              field);
      if (crowded.isEmpty()) {
        break;
      }
      saturation.divide(crowded.get());
      saturation.saturate();
      changed = true;
    }
    return changed ? Optional.of(List.copyOf(saturation.transforms)) : Optional.empty();
  }

  /** Divides columns by p; that is, multiplies the others, which keeps everything integral. */
  private void divide(BitSet columns) {
    BigInteger p = BigInteger.valueOf(field.modulus());
    blocks.replaceAll(
        block ->
            IntegerMatrix.of(
                block.rows(),
                block.columns(),
                (j, n) -> columns.get(n) ? block.get(j, n) : block.get(j, n).multiply(p)));
  }

  private boolean improve(int i) {
    Interruption.check();
    IntegerMatrix block = blocks.get(i);
    int[] basis = rows.get(i);
    if (basis.length == 0) {
      return false;
    }
    ModularMatrix transposed = ModularMatrix.of(field, block.rows(basis)).transpose();
    ModularMatrix coefficients = transposed.rightKernel();
    if (coefficients.rows() == 0) {
      return false;
    }
    int[] dependent = transposed.reducedEchelon().profile().freeColumns(basis.length);
    RationalMatrix transform = transforms.get(i);
    List<List<BigInteger>> newBlock = new ArrayList<>();
    List<List<Rational>> newTransform = new ArrayList<>();
    for (int j = 0; j < block.rows(); j++) {
      newBlock.add(block.row(j));
      newTransform.add(transform.row(j));
    }
    for (int k = 0; k < dependent.length; k++) {
      int row = basis[dependent[k]];
      newBlock.set(row, relation(block, basis, coefficients, k));
      newTransform.set(row, transformed(transform, basis, coefficients, k));
    }
    transforms.set(i, RationalMatrix.ofRows(block.rows(), newTransform));
    blocks.set(i, IntegerMatrix.ofRows(block.columns(), newBlock));
    return true;
  }

  private List<BigInteger> relation(
      IntegerMatrix block, int[] basis, ModularMatrix coefficients, int k) {
    List<BigInteger> sum = new ArrayList<>();
    for (int n = 0; n < block.columns(); n++) {
      BigInteger entry = BigInteger.ZERO;
      for (int j = 0; j < basis.length; j++) {
        int c = field.symmetric(coefficients.get(k, j));
        entry = c == 0 ? entry : entry.add(block.get(basis[j], n).multiply(BigInteger.valueOf(c)));
      }
      sum.add(entry.divide(BigInteger.valueOf(field.modulus()))); // exact: 0 modulo p
    }
    return sum;
  }

  private List<Rational> transformed(
      RationalMatrix transform, int[] basis, ModularMatrix coefficients, int k) {
    List<Rational> sum = new ArrayList<>();
    for (int m = 0; m < transform.columns(); m++) {
      Rational entry = Rational.ZERO;
      for (int j = 0; j < basis.length; j++) {
        int c = field.symmetric(coefficients.get(k, j));
        entry = c == 0 ? entry : entry.plus(transform.get(basis[j], m).times(Rational.of(c)));
      }
      sum.add(entry.dividedBy(Rational.of(field.modulus())));
    }
    return sum;
  }

  private void makeColumnsPrimitive() {
    IntegerMatrix primitive = PrimitiveColumns.of(stacked(blocks)).orElseThrow();
    int height = blocks.get(0).rows();
    for (int i = 0; i < blocks.size(); i++) {
      int first = i * height;
      blocks.set(
          i, IntegerMatrix.of(height, primitive.columns(), (j, n) -> primitive.get(first + j, n)));
    }
  }

  /** The blocks one below the other. */
  static IntegerMatrix stacked(List<IntegerMatrix> blocks) {
    int height = blocks.get(0).rows();
    return IntegerMatrix.of(
        Math.multiplyExact(blocks.size(), height),
        blocks.get(0).columns(),
        (row, n) -> blocks.get(row / height).get(row % height, n));
  }
}
