package org.dlmcert.pattern;

import java.io.Serializable;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.LayerNoise;

/**
 * The matrices G^σ = (E∘σ)∘X of all activation patterns σ of one layer, for given noise.
 *
 * @param inputs X, d×N
 * @param noise E, D×N
 * @param slope s
 */
public record GradientFamily(RationalMatrix inputs, RationalMatrix noise, Rational slope)
    implements Serializable {
  /**
   * @throws IllegalArgumentException if inputs and noise differ in the number of samples
   */
  public GradientFamily {
    if (inputs.columns() != noise.columns()) {
      throw new IllegalArgumentException(
          "noise " + noise.shape() + " does not fit inputs " + inputs.shape());
    }
  }

  /**
   * The matrices of a layer.
   *
   * @param units the number D of units
   * @param noise not generic
   */
  public static GradientFamily of(
      RationalMatrix inputs, int units, LayerNoise noise, Rational slope) {
    return new GradientFamily(
        inputs, RationalMatrix.of(units, inputs.columns(), (i, n) -> noise.factor(n, i)), slope);
  }

  /** The number N of samples. */
  public int samples() {
    return inputs.columns();
  }

  /** The number D of units. */
  public int units() {
    return noise.rows();
  }

  /** The number D·d of rows of the matrices. */
  public int rows() {
    return Math.multiplyExact(units(), inputs.rows());
  }

  /** E∘X, the matrix of the pattern of ones, with denominators cleared column by column. */
  public IntegerMatrix clearedOnes() {
    return KhatriRao.product(noise, inputs).clearColumns().matrix();
  }

  /** The matrix G^σ of a pattern, D·d×N. */
  public RationalMatrix matrix(ActivationPattern pattern) {
    RationalMatrix slopes =
        RationalMatrix.of(
            units(),
            samples(),
            (i, n) -> pattern.isActive(n, i) ? noise.get(i, n) : noise.get(i, n).times(slope));
    return KhatriRao.product(slopes, inputs);
  }

  /** The matrix of a pattern, with denominators cleared column by column. */
  public IntegerMatrix cleared(ActivationPattern pattern) {
    return matrix(pattern).clearColumns().matrix();
  }
}
