package org.dlmcert.certify.tree;

import java.util.Random;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;

/**
 * The blocks of all samples modulo one prime, from which the columns of all patterns are combined:
 * for each sample the sum of ε·x over its alive units, its column with slope 1 for all of them, and
 * for each of these units (1 - s)·ε·x, what slope s takes away from it.
 *
 * <p>Modulo a large prime the rows are first compressed to N random combinations: columns that are
 * independent then were so before, and independent columns become dependent for at most one choice
 * of combinations in p/N (J. T. Schwartz, 1980). What looks dependent is looked at again anyway.
 */
final class ModularGenerators {
  /** From this prime on compression is harmless. */
  private static final int COMPRESSIBLE = 1 << 24;

  private final TreeField field;
  private final int prime;
  private final int height;
  private final long[] entries;

  private ModularGenerators(PrimeField field, int height, long[] entries) {
    this.prime = field.modulus();
    this.field = new TreeField(prime);
    this.height = height;
    this.entries = entries;
  }

  /**
   * Prepares the blocks.
   *
   * @param ones the cleared matrix of the pattern of ones, D·d×N
   * @param slope s, a unit modulo the prime
   */
  static ModularGenerators of(
      PrimeField field, IntegerMatrix ones, Rational slope, SampleOrder order, int inputs) {
    int prime = field.modulus();
    ModularMatrix residues = ModularMatrix.of(field, ones);
    boolean compressed = prime >= COMPRESSIBLE && ones.rows() > ones.columns();
    int height = compressed ? ones.columns() : ones.rows();
    Random random = new Random(prime);
    int[] mix = compressed ? random.ints((long) height * ones.rows(), 0, prime).toArray() : NONE;
    int total = order.alive().stream().mapToInt(units -> units.size() + 1).sum();
    long[] entries = new long[Math.multiplyExact(total, height)];
    int s = field.reduce(slope);
    int complement = field.subtract(1, s);
    int at = 0;
    for (int place = 0; place < order.size(); place++) {
      int n = order.samples().get(place);
      int sum = at;
      at += height;
      for (int unit : order.alive().get(place)) {
        for (int j = 0; j < inputs; j++) {
          int row = unit * inputs + j;
          int value = residues.get(row, n);
          if (compressed) {
            for (int k = 0; k < height && value != 0; k++) {
              int term = field.multiply(mix[row * height + k], value);
              entries[at + k] = field.add((int) entries[at + k], term);
            }
          } else {
            entries[at + row] = value;
          }
        }
        for (int k = 0; k < height; k++) {
          int value = (int) entries[at + k];
          entries[sum + k] = field.add((int) entries[sum + k], value);
          entries[at + k] = field.multiply(complement, value);
        }
        at += height;
      }
    }
    return new ModularGenerators(field, height, entries);
  }

  private static final int[] NONE = {};

  TreeField field() {
    return field;
  }

  int prime() {
    return prime;
  }

  /** The number of coordinates of a block. */
  int height() {
    return height;
  }

  /** All blocks, sample after sample in the order of the tree: the sum, then unit after unit. */
  void copyTo(long[] target) {
    System.arraycopy(entries, 0, target, 0, entries.length);
  }
}
