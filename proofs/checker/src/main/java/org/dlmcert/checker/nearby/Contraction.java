package org.dlmcert.checker.nearby;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Work;

/**
 * A matrix C of integers in units of 1/2^scale that nearly inverts an interval matrix J (format.md,
 * "Enclosures").
 */
record Contraction(int scale, BigInteger[][] rows) {

  /** Reads C, a given number of rows. */
  static Contraction read(CanonicalReader in, int rows, int columns) {
    int scale = Box.readBits(in, "scale");
    in.field("preconditioner");
    List<BigInteger[]> read = in.list(rows, () -> row(in, columns));
    return new Contraction(scale, read.toArray(new BigInteger[0][]));
  }

  private static BigInteger[] row(CanonicalReader in, int columns) {
    return in.list(columns, in::integer).toArray(new BigInteger[0]);
  }

  /** Returns the largest |(C·f)_i|, in units of 1/2^(scale + bits + 1). */
  BigInteger[] times(Interval[] f, Work work) {
    BigInteger[] sums = Arrays.stream(f).map(Contraction::sum).toArray(BigInteger[]::new);
    BigInteger[] widths = Arrays.stream(f).map(Contraction::width).toArray(BigInteger[]::new);
    BigInteger[] result = new BigInteger[rows.length];
    for (int i = 0; i < rows.length; i++) {
      work.add(2, f.length, Work.length(rows[i]), 1 + FixedPoint.longest(f));
      result[i] = Products.dot(rows[i], sums).abs().add(Products.dot(absolute(rows[i]), widths));
    }
    return result;
  }

  /** Returns the largest |δ_ij - (C·J)_ij|, in units of 1/2^(scale + bits + 1); J by its rows. */
  BigInteger[][] defects(Interval[][] jacobian, FixedPoint numbers) {
    int columns = jacobian[0].length;
    int terms = jacobian.length;
    BigInteger[][] sums = new BigInteger[columns][terms];
    BigInteger[][] widths = new BigInteger[columns][terms];
    long length = 1;
    for (int l = 0; l < terms; l++) {
      length = Math.max(length, 1 + FixedPoint.longest(jacobian[l]));
      for (int j = 0; j < columns; j++) {
        sums[j][l] = sum(jacobian[l][j]);
        widths[j][l] = width(jacobian[l][j]);
      }
    }
    for (BigInteger[] row : rows) {
      numbers.work().add(2, columns, terms, Work.length(row), length);
    }
    numbers.work().reserve(3, rows.length, columns, Work.NUMBER);
    Products middle = new Products(rows, sums);
    BigInteger[][] sizes =
        Arrays.stream(rows).map(Contraction::absolute).toArray(BigInteger[][]::new);
    Products radius = new Products(sizes, widths);
    BigInteger one = BigInteger.ONE.shiftLeft(scale + numbers.bits() + 1);
    BigInteger[][] defects = new BigInteger[rows.length][columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        BigInteger entry = middle.dot(i, j);
        defects[i][j] = (i == j ? one.subtract(entry) : entry).abs().add(radius.dot(i, j));
      }
    }
    return defects;
  }

  /** Krawczyk's test (soundness.md section 36): what is compared with the radii. */
  record Test(
      Interval[] value,
      FixedPoint valueNumbers,
      Interval[][] jacobian,
      FixedPoint jacobianNumbers,
      BigInteger[] radii,
      int radiusBits) {}

  /** Rejects the evidence unless |C·Φ(centre)|_i + Σ_j |I - C·Φ'|_ij·r_j &lt; r_i for every i. */
  void requireZero(Test test, Steps steps) {
    int valueBits = test.valueNumbers().bits();
    int jacobianBits = test.jacobianNumbers().bits();
    // In units of 1/2^(scale + 1 + the three numbers of bits).
    BigInteger[] shift = times(test.value(), steps.work());
    BigInteger[][] defects = defects(test.jacobian(), test.jacobianNumbers());
    for (int i = 0; i < defects.length; i++) {
      BigInteger left =
          shift[i]
              .shiftLeft(jacobianBits + test.radiusBits())
              .add(weighted(defects[i], test.radii(), steps.work()).shiftLeft(valueBits));
      BigInteger right = test.radii()[i].shiftLeft(scale + 1 + jacobianBits + valueBits);
      requireLess(left, right, "radii[" + i + "]", steps);
    }
  }

  /** Returns Σ_j a_j·r_j. */
  static BigInteger weighted(BigInteger[] a, BigInteger[] weights, Work work) {
    work.add(a.length, Work.length(a), Work.length(weights));
    return Products.dot(a, weights);
  }

  /** Rejects the evidence unless a &lt; b; both positive, or a zero. */
  static void requireLess(BigInteger a, BigInteger b, String place, Steps steps) {
    steps.require(
        a.compareTo(b) < 0,
        place,
        () -> "the test fails here: " + quotient(a, b) + " instead of less than 1");
  }

  /** Returns a/b, cut to three decimals. */
  private static String quotient(BigInteger a, BigInteger b) {
    BigInteger thousandths = a.multiply(BigInteger.valueOf(1000)).divide(b);
    return new BigDecimal(thousandths, 3).toPlainString();
  }

  private static BigInteger sum(Interval interval) {
    return interval.lower().add(interval.upper());
  }

  private static BigInteger width(Interval interval) {
    return interval.upper().subtract(interval.lower());
  }

  private static BigInteger[] absolute(BigInteger[] row) {
    return Arrays.stream(row).map(BigInteger::abs).toArray(BigInteger[]::new);
  }
}
