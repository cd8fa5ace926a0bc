package org.dlmcert.exact.sparse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalReconstruction;

/** The kernel that an elimination modulo a prime promises, lifted to the integers and verified. */
final class SparseKernel {
  private final SparseIntegers matrix;
  private final SparseElimination elimination;
  private final PrimeField field;
  private final BigInteger prime;
  private final boolean[] pivotal;
  private final List<List<SparseRank.Term>> columns = new ArrayList<>();

  SparseKernel(SparseIntegers matrix, SparseElimination elimination, PrimeField field) {
    this.matrix = matrix;
    this.elimination = elimination;
    this.field = field;
    prime = BigInteger.valueOf(field.modulus());
    pivotal = new boolean[matrix.columnIndices.length];
    elimination.pivots.forEach(pivot -> pivotal[pivot[1]] = true);
    for (int j = 0; j < pivotal.length; j++) {
      columns.add(new ArrayList<>());
    }
    for (int i = 0; i < matrix.rows(); i++) {
      for (int k = 0; k < matrix.columns[i].length; k++) {
        columns.get(matrix.columns[i][k]).add(new SparseRank.Term(i, matrix.values[i][k]));
      }
    }
  }

  /**
   * One vector for each column without pivot; empty if the rank is larger than modulo the prime.
   */
  Optional<List<List<SparseRank.Term>>> vectors() {
    List<List<SparseRank.Term>> vectors = new ArrayList<>();
    BigInteger enough = BigInteger.ZERO;
    for (int j = 0; j < pivotal.length; j++) {
      if (!pivotal[j]) {
        enough = enough.signum() == 0 ? enough() : enough;
        Optional<BigInteger[]> vector = vector(j, enough);
        if (vector.isEmpty()) {
          return Optional.empty();
        }
        vectors.add(terms(vector.get()));
      }
    }
    return Optional.of(vectors);
  }

  private List<SparseRank.Term> terms(BigInteger[] vector) {
    List<SparseRank.Term> terms = new ArrayList<>();
    for (int j = 0; j < vector.length; j++) {
      if (vector[j].signum() != 0) {
        terms.add(new SparseRank.Term(matrix.columnIndices[j], vector[j]));
      }
    }
    return terms;
  }

  /** Numerators and denominators are below Hadamard's bound; with slack for credible guesses. */
  private BigInteger enough() {
    int bits = 2 * Long.SIZE;
    for (BigInteger[] row : matrix.values) {
      bits = Math.addExact(bits, IntegerVectors.dot(row, row).bitLength() + 1);
    }
    return BigInteger.ONE.shiftLeft(bits);
  }

  /** The integer vector with A·z = 0 that has of the columns without pivot only this one. */
  private Optional<BigInteger[]> vector(int column, BigInteger enough) {
    BigInteger[] rest = new BigInteger[matrix.rows()];
    Arrays.fill(rest, BigInteger.ZERO);
    for (SparseRank.Term term : columns.get(column)) {
      rest[term.index()] = term.value().negate();
    }
    BigInteger[] x = new BigInteger[pivotal.length];
    Arrays.fill(x, BigInteger.ZERO);
    BigInteger modulus = BigInteger.ONE;
    int steps = 0;
    int attempt = 2;
    while (modulus.compareTo(enough) < 0) {
      modulus = lift(rest, x, modulus);
      steps++;
      if (steps == attempt || modulus.compareTo(enough) >= 0) {
        attempt *= 2;
        Optional<BigInteger[]> vector = reconstruct(x, modulus, column);
        if (vector.isPresent() && isKernelVector(vector.get())) {
          return vector;
        }
      }
    }
    return Optional.empty();
  }

  /** One digit more: x becomes right modulo p times the modulus, and the rest is divided by p. */
  private BigInteger lift(BigInteger[] rest, BigInteger[] x, BigInteger modulus) {
    int[] residues = new int[rest.length];
    for (int[] pivot : elimination.pivots) {
      residues[pivot[0]] = field.reduce(rest[pivot[0]]);
    }
    int[] digits = elimination.solve(residues);
    for (int j = 0; j < digits.length; j++) {
      if (digits[j] != 0) {
        BigInteger digit = BigInteger.valueOf(field.symmetric(digits[j]));
        x[j] = x[j].add(digit.multiply(modulus));
        for (SparseRank.Term term : columns.get(j)) {
          rest[term.index()] = rest[term.index()].subtract(term.value().multiply(digit));
        }
      }
    }
    // Of the other rows nothing is asked here.
    BigInteger[] quotients = new BigInteger[rest.length];
    Arrays.fill(quotients, BigInteger.ZERO);
    for (int[] pivot : elimination.pivots) {
      quotients[pivot[0]] = rest[pivot[0]].divide(prime);
    }
    System.arraycopy(quotients, 0, rest, 0, rest.length);
    return modulus.multiply(prime);
  }

  private Optional<BigInteger[]> reconstruct(BigInteger[] x, BigInteger modulus, int column) {
    BigInteger denominator = BigInteger.ONE;
    BigInteger[] vector = new BigInteger[x.length];
    for (int j = 0; j < x.length; j++) {
      vector[j] = RationalReconstruction.symmetric(x[j].multiply(denominator), modulus);
      if (!RationalReconstruction.credible(vector[j], denominator, modulus)) {
        Optional<RationalReconstruction.Fraction> guess =
            RationalReconstruction.guess(x[j].multiply(denominator), modulus);
        if (guess.isEmpty()) {
          return Optional.empty();
        }
        BigInteger factor = guess.get().denominator();
        for (int k = 0; k < j; k++) {
          vector[k] = vector[k].multiply(factor);
        }
        denominator = denominator.multiply(factor);
        vector[j] = guess.get().numerator();
      }
    }
    vector[column] = denominator;
    return Optional.of(vector);
  }

  private boolean isKernelVector(BigInteger[] vector) {
    BigInteger[] sums = new BigInteger[matrix.rows()];
    Arrays.fill(sums, BigInteger.ZERO);
    for (int j = 0; j < vector.length; j++) {
      if (vector[j].signum() != 0) {
        for (SparseRank.Term term : columns.get(j)) {
          sums[term.index()] = sums[term.index()].add(vector[j].multiply(term.value()));
        }
      }
    }
    return Arrays.stream(sums).allMatch(sum -> sum.signum() == 0);
  }
}
