package org.dlmcert.certify.archimedean;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Interruption;

/**
 * Guesses a left inverse L and weights z for a {@link LeftInverseBound}, in doubles: a guess only,
 * which {@link LeftInverseBound#of} then verifies exactly.
 *
 * <p>The best row n of L for given weights has the least weighted 1-norm Σ z_m |y_{i,m}|, y_{i,m} =
 * ε_{i,m} L_{n,i}·x_m, among those with L_n(E∘X) = e_n. It is found by iteratively reweighted least
 * squares (C. Lawson, 1961; E. Schlossmacher, 1973): with H the block diagonal matrix of the H_i =
 * Σ_m w_{i,m} ε²_{i,m} x_m x_mᵀ, w = z/|y|, the row is H⁻¹G(GᵀH⁻¹G)⁻¹e_n. Weights follow as the
 * Perron vector of K. O(N²·D·d) for the first guess and O(D·d³ + D·d²·N + D·d·N²) for each row and
 * step of the improvement.
 */
public final class GuessedInverse {
  private static final double LARGEST_WORK = 1e9;
  private static final int OUTER = 4;
  private static final int INNER = 6;
  private static final int POWER_STEPS = 60;
  private static final int[] BITS = {12, 20, 30, 44};

  private final GradientFamily family;
  private final int samples;
  private final int inputs;
  private final int units;
  private final double[][] x;
  private final double[][] noise;

  private GuessedInverse(GradientFamily family) {
    this.family = family;
    this.samples = family.samples();
    this.inputs = family.inputs().rows();
    this.units = family.units();
    this.x = doubles(family.inputs().transpose());
    this.noise = doubles(family.noise());
  }

  /** Whether a guess and its verification are a matter of seconds. */
  public static boolean isAffordable(int units, int inputs, int samples) {
    return stepWork(units, inputs, samples) < LARGEST_WORK;
  }

  private static double stepWork(double units, double inputs, double samples) {
    return units * inputs * (inputs * inputs + 2 * inputs * samples + samples * samples)
        + samples * samples * samples;
  }

  /** A verified bound that serves the family's slope, if one is found. */
  public static Optional<LeftInverseBound> find(GradientFamily family) {
    Rational slope = family.slope();
    if (slope.signum() <= 0) {
      return Optional.empty();
    }
    return new GuessedInverse(family).find(toDouble(LeftInverseBound.distance(slope)));
  }

  private Optional<LeftInverseBound> find(double distance) {
    double[] z = new double[samples];
    Arrays.setAll(z, n -> 1 / Math.max(1e-300, size(n)));
    double[][] ones = new double[units][samples];
    for (double[] row : ones) {
      Arrays.fill(row, 1);
    }
    double[][] left = new double[samples][];
    double[][] shared = solutions(weighted(ones, z, 2));
    for (int n = 0; n < samples; n++) {
      left[n] = column(shared, n);
    }
    z = perron(left, z);
    boolean improves =
        samples * stepWork(units, inputs, samples) * OUTER * INNER < LARGEST_WORK * 10;
    for (int outer = 0; ; outer++) {
      double radius = radius(left, z);
      if (radius * distance < 0.97 || outer == OUTER || !improves) {
        return radius * distance < 1 ? verified(left, z) : Optional.empty();
      }
      for (int n = 0; n < samples; n++) {
        Interruption.check();
        left[n] = improved(left[n], n, z);
      }
      z = perron(left, z);
    }
  }

  private double size(int n) {
    double sum = 0;
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < inputs; j++) {
        sum += Math.abs(noise[i][n] * x[n][j]);
      }
    }
    return sum;
  }

  /** w·z^power. */
  private static double[][] weighted(double[][] weights, double[] z, int power) {
    return Arrays.stream(weights)
        .map(row -> IntStream.range(0, z.length).mapToDouble(m -> row[m] * Math.pow(z[m], power)))
        .map(DoubleStream::toArray)
        .toArray(double[][]::new);
  }

  private double[] improved(double[] row, int n, double[] z) {
    double[] best = row;
    double least = norm(row, z);
    double[] current = row;
    for (int inner = 0; inner < INNER; inner++) {
      double[][] y = products(current);
      double floor = 1e-4 * least / Math.max(1, samples);
      double[][] weights = new double[units][samples];
      for (int i = 0; i < units; i++) {
        for (int m = 0; m < samples; m++) {
          weights[i][m] = z[m] * z[m] / (Math.abs(y[i][m]) * z[m] + floor);
        }
      }
      current = column(solutions(weights), n);
      double norm = norm(current, z);
      if (norm < least) {
        least = norm;
        best = current;
      }
    }
    return best;
  }

  /** y_{i,m} = ε_{i,m} L_i·x_m of one row of L. */
  private double[][] products(double[] row) {
    double[][] y = new double[units][samples];
    for (int i = 0; i < units; i++) {
      for (int m = 0; m < samples; m++) {
        double sum = 0;
        for (int j = 0; j < inputs; j++) {
          sum += row[i * inputs + j] * x[m][j];
        }
        y[i][m] = sum * noise[i][m];
      }
    }
    return y;
  }

  private double norm(double[] row, double[] z) {
    double sum = 0;
    for (double[] y : products(row)) {
      for (int m = 0; m < samples; m++) {
        sum += Math.abs(y[m]) * z[m];
      }
    }
    return sum;
  }

  /** H⁻¹G(GᵀH⁻¹G)⁻¹, D·d×N: column n is the best row n for these weights of the squares. */
  private double[][] solutions(double[][] weights) {
    double[][] scaled = new double[units * inputs][]; // H⁻¹G
    double[][] gram = new double[samples][samples];
    for (int i = 0; i < units; i++) {
      double[][] h = new double[inputs][inputs];
      double trace = 0;
      for (int m = 0; m < samples; m++) {
        double w = weights[i][m] * noise[i][m] * noise[i][m];
        for (int j = 0; j < inputs && w != 0; j++) {
          for (int k = 0; k < inputs; k++) {
            h[j][k] += w * x[m][j] * x[m][k];
          }
        }
      }
      for (int j = 0; j < inputs; j++) {
        trace += h[j][j];
      }
      double[][] right = new double[inputs][samples];
      for (int j = 0; j < inputs; j++) {
        h[j][j] += 1e-11 * trace + 1e-290; // fewer samples than inputs leave H singular
        for (int m = 0; m < samples; m++) {
          right[j][m] = noise[i][m] * x[m][j];
        }
      }
      double[][] solved = solve(h, copy(right));
      for (int j = 0; j < inputs; j++) {
        scaled[i * inputs + j] = solved[j];
        for (int n = 0; n < samples; n++) {
          for (int m = 0; m < samples; m++) {
            gram[n][m] += right[j][n] * solved[j][m];
          }
        }
      }
    }
    // scaled · gram⁻¹, and gram is symmetric: solve gram · Lᵀ = scaledᵀ.
    return transpose(solve(gram, transpose(scaled, samples)), units * inputs);
  }

  /** Gaussian elimination with row exchanges, in place; garbage if the matrix is singular. */
  private static double[][] solve(double[][] a, double[][] right) {
    int size = a.length;
    for (int k = 0; k < size; k++) {
      int pivot = k;
      for (int i = k + 1; i < size; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      swap(a, k, pivot);
      swap(right, k, pivot);
      for (int i = 0; i < size; i++) {
        double factor = a[i][k] / a[k][k];
        if (i != k && factor != 0) {
          for (int j = k; j < size; j++) {
            a[i][j] -= factor * a[k][j];
          }
          for (int j = 0; j < right[i].length; j++) {
            right[i][j] -= factor * right[k][j];
          }
        }
      }
    }
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < right[k].length; j++) {
        right[k][j] /= a[k][k];
      }
    }
    return right;
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }

  /** The weights grow along K until they are close to its Perron vector. */
  private double[] perron(double[][] left, double[] start) {
    double[][] k = magnitudes(left);
    double[] z = start.clone();
    for (int step = 0; step < POWER_STEPS; step++) {
      double[] next = times(k, z);
      double total = 0;
      for (int n = 0; n < samples; n++) {
        total += next[n] * size(n);
      }
      for (int n = 0; n < samples; n++) {
        // The share of the start keeps reducible matrices from weights that vanish.
        z[n] = next[n] / total + 1e-3 * start[n] / samples;
      }
    }
    return z;
  }

  private double radius(double[][] left, double[] z) {
    double[] product = times(magnitudes(left), z);
    return IntStream.range(0, samples).mapToDouble(n -> product[n] / z[n]).max().orElse(0);
  }

  private double[][] magnitudes(double[][] left) {
    double[][] k = new double[samples][samples];
    for (int n = 0; n < samples; n++) {
      for (double[] y : products(left[n])) {
        for (int m = 0; m < samples; m++) {
          k[n][m] += Math.abs(y[m]);
        }
      }
    }
    return k;
  }

  private static double[] times(double[][] a, double[] z) {
    return Arrays.stream(a)
        .mapToDouble(row -> IntStream.range(0, z.length).mapToDouble(m -> row[m] * z[m]).sum())
        .toArray();
  }

  /** Rounds, with as few bits as serve, and verifies. */
  private Optional<LeftInverseBound> verified(double[][] left, double[] z) {
    double largest = Arrays.stream(z).max().orElse(1);
    if (!isFinite(left, z)) {
      return Optional.empty();
    }
    double size = IntStream.range(0, samples).mapToDouble(this::size).max().orElse(1);
    for (int precision : BITS) {
      int bits = precision + Math.max(0, Math.getExponent(size)) + 1;
      List<Rational> weights =
          Arrays.stream(z).mapToObj(w -> rounded(w / largest, precision)).toList();
      IntegerMatrix numerators =
          IntegerMatrix.of(
              samples,
              units * inputs,
              (n, j) ->
                  new BigDecimal(left[n][j])
                      .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)))
                      .setScale(0, RoundingMode.HALF_EVEN)
                      .toBigInteger());
      Optional<LeftInverseBound> bound =
          LeftInverseBound.of(family, numerators, bits, weights)
              .filter(b -> b.covers(family.slope()));
      if (bound.isPresent()) {
        return bound;
      }
    }
    return Optional.empty();
  }

  /** A positive rational of so many bits near a value from 0 to 1. */
  private static Rational rounded(double value, int bits) {
    int shift = bits - Math.min(0, Math.getExponent(value));
    BigInteger denominator = BigInteger.ONE.shiftLeft(Math.min(shift, 4 * 1024));
    BigInteger numerator =
        new BigDecimal(value).multiply(new BigDecimal(denominator)).toBigInteger();
    return Rational.of(numerator.max(BigInteger.ONE), denominator);
  }

  private static boolean isFinite(double[][] left, double[] z) {
    return Arrays.stream(left).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)
        && Arrays.stream(z).allMatch(w -> Double.isFinite(w) && w > 0);
  }

  private static double[][] doubles(RationalMatrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        rows[i][j] = toDouble(matrix.get(i, j));
      }
    }
    return rows;
  }

  private static double toDouble(Rational value) {
    return new BigDecimal(value.numerator())
        .divide(new BigDecimal(value.denominator()), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static double[] column(double[][] rows, int n) {
    return Arrays.stream(rows).mapToDouble(row -> row[n]).toArray();
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  private static double[][] transpose(double[][] rows, int columns) {
    double[][] result = new double[columns][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        result[j][i] = rows[i][j];
      }
    }
    return result;
  }
}
