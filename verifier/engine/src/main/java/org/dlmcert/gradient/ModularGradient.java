package org.dlmcert.gradient;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The gradient matrices G_l = Δ_l ∘ V_{l-1} modulo a prime, from the residues of their factors: a
 * product of residues for each entry, where the exact entries may have hundreds of digits. The
 * prime divides no denominator of a factor, so the rank modulo it is at most the rank.
 */
public final class ModularGradient {
  /** Primes below this have the fastest elimination. */
  private static final int PRIME_BOUND = 1 << 23;

  /** Primes that are tried for one that divides no numerator either. */
  private static final int TRIED = 8;

  private final PrimeField field;
  private final List<int[][]> deltas; // of layer l at l - 1
  private final List<int[][]> inputs;
  private final List<Integer> nonzeroRows;

  private ModularGradient(
      PrimeField field, List<int[][]> deltas, List<int[][]> inputs, List<Integer> nonzeroRows) {
    this.field = field;
    this.deltas = deltas;
    this.inputs = inputs;
    this.nonzeroRows = nonzeroRows;
  }

  /** The residues of a gradient with so many layers. */
  public static ModularGradient of(Gradient gradient, int layers) {
    List<RationalMatrix> deltas = new ArrayList<>();
    List<RationalMatrix> inputs = new ArrayList<>();
    List<Integer> nonzero = new ArrayList<>();
    for (int l = 1; l <= layers; l++) {
      deltas.add(gradient.delta(l));
      inputs.add(gradient.inputs(l));
      nonzero.add(nonzeroRows(gradient.delta(l), gradient.inputs(l)));
    }
    int tried = 0;
    for (PrimeField field : PrimeField.descendingFrom(PRIME_BOUND)) {
      tried++;
      List<int[][]> d = new ArrayList<>();
      List<int[][]> v = new ArrayList<>();
      boolean integral = true;
      boolean lucky = true;
      for (int l = 0; l < layers && integral; l++) {
        for (RationalMatrix matrix : List.of(deltas.get(l), inputs.get(l))) {
          Residues residues = Residues.of(matrix, field);
          integral &= residues.integral();
          lucky &= residues.lucky();
          (d.size() == v.size() ? d : v).add(residues.values());
        }
      }
      if (integral && (lucky || tried >= TRIED)) {
        return new ModularGradient(field, d, v, nonzero);
      }
    }
    throw new IllegalStateException("every prime divides a denominator");
  }

  /**
   * The residues of a matrix.
   *
   * @param integral whether the prime divides no denominator; otherwise the values mean nothing
   * @param lucky whether no entry vanishes modulo the prime that is not zero
   */
  private record Residues(int[][] values, boolean integral, boolean lucky) {
    static Residues of(RationalMatrix matrix, PrimeField field) {
      int[][] values = new int[matrix.rows()][matrix.columns()];
      boolean integral = true;
      boolean lucky = true;
      BigInteger last = BigInteger.ONE;
      int inverse = 1;
      for (int i = 0; i < values.length; i++) {
        for (int n = 0; n < values[i].length; n++) {
          Rational entry = matrix.get(i, n);
          if (!entry.denominator().equals(last)) {
            last = entry.denominator();
            int residue = field.reduce(last);
            integral &= residue != 0;
            inverse = residue == 0 ? 0 : field.inverse(residue);
          }
          values[i][n] = field.multiply(field.reduce(entry.numerator()), inverse);
          lucky &= values[i][n] != 0 || entry.isZero();
        }
      }
      return new Residues(values, integral, lucky);
    }
  }

  /**
   * The rows of the product that are not zero: those of factors that are nonzero somewhere both.
   */
  private static int nonzeroRows(RationalMatrix a, RationalMatrix b) {
    List<BitSet> support = support(b);
    int count = 0;
    for (BitSet row : support(a)) {
      for (BitSet other : support) {
        count += row.intersects(other) ? 1 : 0;
      }
    }
    return count;
  }

  private static List<BitSet> support(RationalMatrix matrix) {
    List<BitSet> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      BitSet row = new BitSet();
      for (int n = 0; n < matrix.columns(); n++) {
        row.set(n, !matrix.get(i, n).isZero());
      }
      rows.add(row);
    }
    return rows;
  }

  /** The number of rows of G_l that are not zero. */
  public int nonzeroRows(int layer) {
    return nonzeroRows.get(layer - 1);
  }

  /** The rank of G_l modulo the prime: a lower bound of its rank. */
  public int rank(int layer) {
    return rank(List.of(layer));
  }

  /** The rank of the full G modulo the prime. */
  public int fullRank() {
    List<Integer> all = new ArrayList<>();
    for (int l = 1; l <= deltas.size(); l++) {
      all.add(l);
    }
    return rank(all);
  }

  private int rank(List<Integer> layers) {
    List<int[][]> pairs = new ArrayList<>(); // of rows of Δ and V
    for (int layer : layers) {
      for (int[] delta : deltas.get(layer - 1)) {
        for (int[] input : inputs.get(layer - 1)) {
          pairs.add(new int[][] {delta, input});
        }
      }
    }
    int columns = deltas.get(0).length == 0 ? 0 : deltas.get(0)[0].length;
    return ModularMatrix.of(
            field,
            pairs.size(),
            columns,
            (row, n) -> (long) pairs.get(row)[0][n] * pairs.get(row)[1][n])
        .rank();
  }
}
