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
  private final PrimeField field;
  private final List<IntegerMatrix> blocks;
  private final List<RationalMatrix> transforms = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>(); // of each block, independent over Q

  Saturation(List<IntegerMatrix> blocks, PrimeField field) {
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

  /** Saturates all blocks; whether that changed any. */
  boolean saturate() {
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

  /** The same state, to go on with apart. */
  Saturation copy() {
    Saturation copy = new Saturation(blocks, field);
    copy.transforms.clear();
    copy.transforms.addAll(transforms);
    return copy;
  }

  List<RationalMatrix> transforms() {
    return List.copyOf(transforms);
  }

  /** The blocks modulo p. */
  List<ModularMatrix> residues() {
    return blocks.stream().map(block -> ModularMatrix.of(field, block)).toList();
  }

  /** All rows modulo p. */
  ModularMatrix stackedResidues() {
    return ModularMatrix.of(field, stacked(blocks));
  }

  /** Divides columns by p; that is, multiplies the others, which keeps everything integral. */
  void divide(BitSet columns) {
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
