package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The product of two large matrices of integers of some words each: both are cut into limbs, {@code
 * A = Σ A_k·2^{wk}} with entries below 2^w in absolute value, and the products of limbs are sums of
 * {@code long}s that stay below 2^63. For few limbs this spares an object for every term.
 */
final class LimbProduct {
  /** Terms of a product below which nothing is gained. */
  private static final long FEWEST_TERMS = 1 << 14;

  /** Products of limbs beyond which plain arithmetic is as fast. */
  private static final int MOST_PRODUCTS = 24;

  /** Bits of a sum of terms, without its sign. */
  private static final int SUM_BITS = Long.SIZE - 1;

  private LimbProduct() {}

  /** The product; none if the matrices are too small for it, or their entries too long. */
  static Optional<IntegerMatrix> of(IntegerMatrix left, IntegerMatrix right) {
    long terms = (long) left.rows() * left.columns() * right.columns();
    int bits = SUM_BITS - Integer.SIZE + Integer.numberOfLeadingZeros(left.columns());
    int leftBits = left.bitLength();
    int rightBits = right.bitLength();
    if (terms < FEWEST_TERMS || leftBits == 0 || rightBits == 0) {
      return Optional.empty();
    }
    // The shorter entries stay whole where that leaves half of the bits for the others.
    int shorter = Math.min(Math.min(leftBits, rightBits), bits / 2);
    int rightWidth = rightBits <= leftBits ? shorter : bits - shorter;
    int leftWidth = bits - rightWidth;
    int leftLimbs = (leftBits + leftWidth - 1) / leftWidth;
    int rightLimbs = (rightBits + rightWidth - 1) / rightWidth;
    if ((long) leftLimbs * rightLimbs > MOST_PRODUCTS) {
      return Optional.empty();
    }
    BigInteger[] sums = new BigInteger[Math.multiplyExact(left.rows(), right.columns())];
    IntegerMatrix[] rights = new IntegerMatrix[rightLimbs];
    for (int l = 0; l < rightLimbs; l++) {
      rights[l] = limb(right, l * rightWidth, rightWidth);
    }
    for (int k = 0; k < leftLimbs; k++) {
      IntegerMatrix limb = limb(left, k * leftWidth, leftWidth);
      for (int l = 0; l < rightLimbs; l++) {
        add(sums, limb.longProduct(rights[l]), k * leftWidth + l * rightWidth);
      }
    }
    return Optional.of(
        IntegerMatrix.of(left.rows(), right.columns(), (i, j) -> sums[i * right.columns() + j]));
  }

  private static void add(BigInteger[] sums, IntegerMatrix product, int shift) {
    for (int i = 0, k = 0; i < product.rows(); i++) {
      for (int j = 0; j < product.columns(); j++, k++) {
        BigInteger part = BigInteger.valueOf(product.longAt(i, j)).shiftLeft(shift);
        sums[k] = sums[k] == null ? part : sums[k].add(part);
      }
    }
  }

  /** The bits from {@code from} on of the absolute values, with their signs. */
  private static IntegerMatrix limb(IntegerMatrix matrix, int from, int width) {
    long mask = (1L << width) - 1;
    long[][] rows = new long[matrix.rows()][matrix.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        BigInteger entry = matrix.get(i, j);
        long bits = entry.abs().shiftRight(from).longValue() & mask;
        rows[i][j] = entry.signum() < 0 ? -bits : bits;
      }
    }
    return IntegerMatrix.of(rows);
  }
}
