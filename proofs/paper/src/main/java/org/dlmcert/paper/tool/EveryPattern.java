package org.dlmcert.paper.tool;

import java.math.BigInteger;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Rank;

/**
 * All patterns of one hidden layer, one after the other, for small sizes: the plainest route to
 * "for every pattern". The rank modulo 2³¹ - 1 bounds the rank from below; where it is short the
 * exact rank decides.
 */
public final class EveryPattern {
  private static final long PRIME = Integer.MAX_VALUE;

  private final RationalMatrix inputs; // d_0×N
  private final RationalMatrix noise; // d_1×N
  private final Rational slope;
  private final long[][][] slopeResidues; // per sample, whether the slope is s, and unit
  private final long[][] inputResidues; // per sample and input

  private EveryPattern(RationalMatrix inputs, RationalMatrix noise, Rational slope) {
    this.inputs = inputs;
    this.noise = noise;
    this.slope = slope;
    this.inputResidues = new long[noise.columns()][inputs.rows()];
    this.slopeResidues = new long[noise.columns()][2][noise.rows()];
    for (int n = 0; n < noise.columns(); n++) {
      for (int j = 0; j < inputs.rows(); j++) {
        inputResidues[n][j] = residue(inputs.get(j, n));
      }
      for (int i = 0; i < noise.rows(); i++) {
        slopeResidues[n][0][i] = residue(noise.get(i, n));
        slopeResidues[n][1][i] = residue(noise.get(i, n).times(slope));
      }
    }
  }

  public static EveryPattern of(RationalMatrix inputs, RationalMatrix noise, Rational slope) {
    if (noise.rows() * noise.columns() > 24) {
      throw new IllegalArgumentException("too many patterns: noise " + noise.shape());
    }
    return new EveryPattern(inputs, noise, slope);
  }

  /** The number of patterns, 2^{N·d_1}. */
  public int count() {
    return 1 << noise.rows() * noise.columns();
  }

  /** A^σ for a pattern given by bits: bit i·N + n is set where the slope is s. */
  public RationalMatrix slopes(int bits) {
    int samples = noise.columns();
    return RationalMatrix.of(
        noise.rows(),
        samples,
        (i, n) ->
            (bits >> (i * samples + n) & 1) == 0 ? noise.get(i, n) : noise.get(i, n).times(slope));
  }

  /** A^σ∘X. */
  public RationalMatrix gradient(int bits) {
    return KhatriRao.product(slopes(bits), inputs);
  }

  /** The first pattern of rank less than N, or none. */
  public Optional<Integer> deficient() {
    for (int bits = 0; bits < count(); bits++) {
      if (!isFull(bits)) {
        return Optional.of(bits);
      }
    }
    return Optional.empty();
  }

  public boolean allFull() {
    return deficient().isEmpty();
  }

  /** How many patterns have rank less than N. */
  public int countDeficient() {
    int count = 0;
    for (int bits = 0; bits < count(); bits++) {
      count += isFull(bits) ? 0 : 1;
    }
    return count;
  }

  public boolean isFull(int bits) {
    return rank(bits) == noise.columns();
  }

  /**
   * The rank under a pattern. The rank modulo the prime bounds it from below, the shape from above;
   * where they differ the exact rank decides.
   */
  public int rank(int bits) {
    int least = rankModuloPrime(bits);
    int most = Math.min(noise.columns(), noise.rows() * inputs.rows());
    return least == most ? least : Rank.of(gradient(bits));
  }

  private int rankModuloPrime(int bits) {
    int units = noise.rows();
    int samples = noise.columns();
    int d = inputs.rows();
    long[][] columns = new long[samples][units * d]; // transposed: a row for every sample
    for (int n = 0; n < samples; n++) {
      for (int i = 0; i < units; i++) {
        long a = slopeResidues[n][bits >> (i * samples + n) & 1][i];
        for (int j = 0; j < d; j++) {
          columns[n][i * d + j] = a * inputResidues[n][j] % PRIME;
        }
      }
    }
    int rank = 0;
    for (int c = 0; c < units * d && rank < samples; c++) {
      int pivot = rank;
      while (pivot < samples && columns[pivot][c] == 0) {
        pivot++;
      }
      if (pivot == samples) {
        continue;
      }
      long[] row = columns[pivot];
      columns[pivot] = columns[rank];
      columns[rank] = row;
      long inverse = BigInteger.valueOf(row[c]).modInverse(BigInteger.valueOf(PRIME)).longValue();
      for (int n = rank + 1; n < samples; n++) {
        long factor = columns[n][c] * inverse % PRIME;
        for (int k = c; k < units * d && factor != 0; k++) {
          columns[n][k] = Math.floorMod(columns[n][k] - factor * row[k] % PRIME, PRIME);
        }
      }
      rank++;
    }
    return rank;
  }

  /** The residue; throws if the prime divides the denominator, which small numbers exclude. */
  private static long residue(Rational value) {
    BigInteger p = BigInteger.valueOf(PRIME);
    return value
        .numerator()
        .multiply(
            value.denominator().equals(BigInteger.ONE)
                ? BigInteger.ONE
                : value.denominator().modInverse(p))
        .mod(p)
        .longValue();
  }
}
