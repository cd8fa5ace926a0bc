package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.progress.Interruption;

/**
 * Exact solutions of B x = b over the rationals for a nonsingular integer matrix B, by p-adic
 * lifting (J. D. Dixon, Exact solution of linear equations using p-adic expansions, 1982).
 *
 * <p>The inverse of B modulo one prime is computed once, O(n³); each right side then costs O(n²)
 * word operations per 31 bits of the solution, and the guess is verified exactly before it is
 * returned. Not for use by several threads at once.
 */
final class DixonSolver {
  private final IntegerMatrix matrix;
  private final ModularMatrix inverse;
  private final long[][] words; // the rows of the matrix if its entries fit, else empty
  private final BigInteger largest; // bound of the entries' absolute values

  private final List<BigInteger> powers = new ArrayList<>(); // of the prime, as far as needed

  private DixonSolver(IntegerMatrix matrix, ModularMatrix inverse) {
    this.matrix = matrix;
    this.inverse = inverse;
    int n = matrix.rows();
    this.words = matrix.fitsLong() ? new long[n][n] : new long[0][0];
    for (int i = 0; i < words.length; i++) {
      for (int j = 0; j < n; j++) {
        words[i][j] = matrix.longAt(i, j);
      }
    }
    this.largest = BigInteger.ONE.shiftLeft(matrix.bitLength());
  }

  /** The solution x = numerators / denominator; the denominator is positive. */
  record Solution(List<BigInteger> numerators, BigInteger denominator) {}

  /**
   * The solver for a square matrix.
   *
   * @throws IllegalArgumentException if the matrix is not square
   * @throws ArithmeticException if it is singular
   */
  static DixonSolver of(IntegerMatrix matrix) {
    return of(matrix, PrimeField.descending());
  }

  /** The same, with these primes tried in turn. */
  static DixonSolver of(IntegerMatrix matrix, Iterable<PrimeField> primes) {
    if (matrix.rows() != matrix.columns()) {
      throw new IllegalArgumentException(
          "a square matrix is expected, but it is " + matrix.shape());
    }
    // Once the primes that divide the determinant multiply to more than it can be, it is 0.
    long determinantBits = determinantBits(matrix);
    long dividedBits = 0;
    for (PrimeField field : primes) {
      Optional<ModularMatrix> inverse = ModularMatrix.of(field, matrix).leftInverse();
      if (inverse.isPresent()) {
        return new DixonSolver(matrix, inverse.get());
      }
      dividedBits += Integer.SIZE - 1 - Integer.numberOfLeadingZeros(field.modulus());
      if (dividedBits > determinantBits) {
        break;
      }
    }
    throw new ArithmeticException("singular " + matrix.shape() + " matrix");
  }

  /** Hadamard's bound: |det| is less than 2 to this power. */
  private static long determinantBits(IntegerMatrix matrix) {
    long n = matrix.rows();
    int squareRootOfN = (Long.SIZE - Long.numberOfLeadingZeros(n)) / 2 + 1;
    return n * (matrix.bitLength() + squareRootOfN) + 1;
  }

  /**
   * The solution of B x = b.
   *
   * @throws IllegalArgumentException if b does not have n entries
   */
  Solution solve(List<BigInteger> b) {
    int n = matrix.rows();
    if (b.size() != n) {
      throw new IllegalArgumentException(
          "right side of " + b.size() + " entries for a " + matrix.shape() + " matrix");
    }
    Residual residual = residual(b);
    BigInteger p = BigInteger.valueOf(inverse.field().modulus());
    List<int[]> digits = new ArrayList<>();
    for (int target = 2; ; target += Math.max(1, target / 3)) {
      while (digits.size() < target) {
        Interruption.check();
        digits.add(nextDigit(residual));
      }
      Optional<Solution> guess = reconstruct(digits, p.pow(target));
      if (guess.isPresent() && solves(guess.get(), b)) {
        return guess.get();
      }
    }
  }

  private int[] nextDigit(Residual residual) {
    int n = matrix.rows();
    PrimeField field = inverse.field();
    int[] right = residual.reduce(field);
    int[] digit = new int[n];
    for (int i = 0; i < n; i++) {
      digit[i] = field.symmetric(inverse.rowTimes(i, right));
    }
    residual.lift(digit, field.modulus());
    return digit;
  }

  /** What remains of b: {@code b = B · (digits so far) + p^k · residual}. */
  private interface Residual {
    int[] reduce(PrimeField field);

    void lift(int[] digit, int p);
  }

  private Residual residual(List<BigInteger> b) {
    int n = matrix.rows();
    BigInteger rightBound = b.stream().map(BigInteger::abs).reduce(BigInteger.ONE, BigInteger::max);
    BigInteger bound =
        largest
            .multiply(BigInteger.valueOf(n))
            .multiply(BigInteger.valueOf(inverse.field().modulus()))
            .add(rightBound);
    // A residual r becomes (r - B·digit)/p, where |digit| is at most p/2, and is then at most
    // max(|b|, n·largest): nothing exceeds the bound.
    return words.length == n && bound.bitLength() < Long.SIZE
        ? new LongResidual(words, b.stream().mapToLong(BigInteger::longValueExact).toArray())
        : new BigResidual(matrix, b.toArray(BigInteger[]::new));
  }

  private static final class LongResidual implements Residual {
    private final long[][] rows;
    private final long[] entries;

    LongResidual(long[][] rows, long[] entries) {
      this.rows = rows;
      this.entries = entries;
    }

    @Override
    public int[] reduce(PrimeField field) {
      return Arrays.stream(entries).mapToInt(field::reduce).toArray();
    }

    @Override
    public void lift(int[] digit, int p) {
      for (int i = 0; i < entries.length; i++) {
        long[] row = rows[i];
        long sum = entries[i];
        for (int j = 0; j < digit.length; j++) {
          sum -= row[j] * digit[j];
        }
        entries[i] = sum / p; // exact
      }
    }
  }

  private static final class BigResidual implements Residual {
    private final IntegerMatrix matrix;
    private final BigInteger[] entries;

    BigResidual(IntegerMatrix matrix, BigInteger[] entries) {
      this.matrix = matrix;
      this.entries = entries;
    }

    @Override
    public int[] reduce(PrimeField field) {
      return Arrays.stream(entries).mapToInt(field::reduce).toArray();
    }

    @Override
    public void lift(int[] digit, int p) {
      for (int i = 0; i < entries.length; i++) {
        BigInteger sum = entries[i];
        for (int j = 0; j < digit.length; j++) {
          sum = sum.subtract(matrix.get(i, j).multiply(BigInteger.valueOf(digit[j])));
        }
        entries[i] = sum.divide(BigInteger.valueOf(p)); // exact
      }
    }
  }

  /** Coordinate by coordinate, over the common denominator met so far. */
  private Optional<Solution> reconstruct(List<int[]> digits, BigInteger modulus) {
    int n = matrix.rows();
    BigInteger[] numerators = new BigInteger[n];
    BigInteger denominator = BigInteger.ONE;
    for (int i = 0; i < n; i++) {
      BigInteger scaled =
          RationalReconstruction.symmetric(
              denominator.multiply(value(digits, i, 0, digits.size())), modulus);
      if (!RationalReconstruction.credible(scaled, denominator, modulus)) {
        Optional<RationalReconstruction.Fraction> guess =
            RationalReconstruction.guess(scaled, modulus);
        if (guess.isEmpty()) {
          return Optional.empty();
        }
        BigInteger factor = guess.get().denominator();
        denominator = denominator.multiply(factor);
        for (int k = 0; k < i; k++) {
          numerators[k] = numerators[k].multiply(factor);
        }
        scaled = guess.get().numerator();
      }
      numerators[i] = scaled;
    }
    return Optional.of(new Solution(List.of(numerators), denominator));
  }

  /** The number with these digits in base p, by halving. */
  private BigInteger value(List<int[]> digits, int coordinate, int from, int to) {
    if (to - from == 1) {
      return BigInteger.valueOf(digits.get(from)[coordinate]);
    }
    if (to - from <= 8) {
      BigInteger p = BigInteger.valueOf(inverse.field().modulus());
      BigInteger value = BigInteger.ZERO;
      for (int k = to - 1; k >= from; k--) {
        value = value.multiply(p).add(BigInteger.valueOf(digits.get(k)[coordinate]));
      }
      return value;
    }
    int middle = (from + to) >>> 1;
    return value(digits, coordinate, middle, to)
        .multiply(power(middle - from))
        .add(value(digits, coordinate, from, middle));
  }

  private BigInteger power(int exponent) {
    while (powers.size() <= exponent) {
      powers.add(
          powers.isEmpty()
              ? BigInteger.ONE
              : powers
                  .get(powers.size() - 1)
                  .multiply(BigInteger.valueOf(inverse.field().modulus())));
    }
    return powers.get(exponent);
  }

  private boolean solves(Solution guess, List<BigInteger> b) {
    for (int i = 0; i < b.size(); i++) {
      BigInteger sum = BigInteger.ZERO;
      for (int j = 0; j < b.size(); j++) {
        sum = sum.add(matrix.get(i, j).multiply(guess.numerators.get(j)));
      }
      if (!sum.equals(b.get(i).multiply(guess.denominator))) {
        return false;
      }
    }
    return true;
  }
}
