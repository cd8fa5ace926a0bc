package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;

/**
 * A network inside a cell in which everything is a variable: inputs x, targets y, weights w1, w2,
 * …, and the slopes a1, a2, … with their noise. An identity of its polynomials holds for every data
 * set, noise, slope and cell of this shape.
 */
public final class SymbolicNetwork {
  private final List<Integer> widths;
  private final List<PolynomialMatrix> weights = new ArrayList<>(); // W_l at l - 1
  private final List<PolynomialMatrix> slopes = new ArrayList<>(); // A_l at l - 1
  private final List<PolynomialMatrix> outputs = new ArrayList<>(); // V_l at l
  private final List<PolynomialMatrix> deltas = new ArrayList<>(); // Δ_l at l - 1, (5.2)
  private final PolynomialMatrix errors; // 1×N
  private final RationalPolynomial loss;
  private final List<PolynomialMatrix> derivatives = new ArrayList<>(); // of the loss, at l - 1

  /** A network of these widths, d_L = 1, on N samples. */
  public SymbolicNetwork(List<Integer> widths, int samples) {
    this.widths = List.copyOf(widths);
    outputs.add(PolynomialMatrix.ofVariables("x", widths.get(0), samples));
    for (int l = 1; l <= depth(); l++) {
      weights.add(PolynomialMatrix.ofVariables("w" + l, widths.get(l), widths.get(l - 1)));
      slopes.add(
          l == depth()
              ? PolynomialMatrix.of(1, samples, (i, n) -> RationalPolynomial.ONE)
              : PolynomialMatrix.ofVariables("a" + l, widths.get(l), samples));
      outputs.add(slopes.get(l - 1).entrywise(weights.get(l - 1).times(outputs.get(l - 1))));
    }
    PolynomialMatrix delta = slopes.get(depth() - 1);
    deltas.add(delta);
    for (int l = depth() - 1; l >= 1; l--) {
      delta = slopes.get(l - 1).entrywise(weights.get(l).transpose().times(delta));
      deltas.add(0, delta);
    }
    errors = outputs.get(depth()).minus(PolynomialMatrix.ofVariables("y", 1, samples));
    loss = errors.times(errors.transpose()).get(0, 0).times(Rational.of(1, 2L * samples));
    for (int l = 1; l <= depth(); l++) {
      List<String> names = names(l);
      derivatives.add(
          PolynomialMatrix.of(names.size(), 1, (k, c) -> loss.derivative(names.get(k))));
    }
  }

  public int depth() {
    return widths.size() - 1;
  }

  public int samples() {
    return errors.columns();
  }

  public PolynomialMatrix weight(int layer) {
    return weights.get(layer - 1);
  }

  /** A_l, d_l×N. */
  public PolynomialMatrix slopes(int layer) {
    return slopes.get(layer - 1);
  }

  /** V_l, d_l×N. */
  public PolynomialMatrix output(int layer) {
    return outputs.get(layer);
  }

  /** e = v_L - y, 1×N. */
  public PolynomialMatrix errors() {
    return errors;
  }

  /** MSE = (1/2N) Σ e². */
  public RationalPolynomial loss() {
    return loss;
  }

  /** The names of the weights of a layer, row by row. */
  public List<String> names(int layer) {
    PolynomialMatrix w = weight(layer);
    return IntStream.range(0, w.rows() * w.columns())
        .mapToObj(k -> w.get(k / w.columns(), k % w.columns()).toString())
        .toList();
  }

  /** The partial derivatives of the loss by the weights of a layer, as a column. */
  public PolynomialMatrix derivative(int layer) {
    return derivatives.get(layer - 1);
  }

  /** The second partial derivatives, rows weights of layer m, columns weights of layer l. */
  public PolynomialMatrix secondDerivative(int m, int l) {
    PolynomialMatrix first = derivative(m);
    List<String> names = names(l);
    return PolynomialMatrix.of(
        first.rows(), names.size(), (r, c) -> first.get(r, 0).derivative(names.get(c)));
  }

  /** G_l = Δ_l∘V_{l-1}, (5.4). */
  public PolynomialMatrix gradient(int layer) {
    return deltas.get(layer - 1).khatriRao(outputs.get(layer - 1));
  }

  /** The formula (1/N) G_l e, a column. */
  public PolynomialMatrix gradientFormula(int layer) {
    return mean(gradient(layer).times(errors.transpose()));
  }

  /** The formula Ê[eΛ_ml] of (5.7), l ≤ m. */
  public PolynomialMatrix weightedLambda(int m, int l) {
    int rows = widths.get(m) * widths.get(m - 1);
    int columns = widths.get(l) * widths.get(l - 1);
    PolynomialMatrix sum = PolynomialMatrix.of(rows, columns, (r, c) -> RationalPolynomial.ZERO);
    for (int n = 0; n < samples() && l < m; n++) {
      int sample = n;
      PolynomialMatrix between = between(m, l, n);
      sum =
          sum.plus(
              PolynomialMatrix.of(
                  rows,
                  columns,
                  (r, c) ->
                      deltas
                          .get(m - 1)
                          .get(r / widths.get(m - 1), sample)
                          .times(between.get(r % widths.get(m - 1), c / widths.get(l - 1)))
                          .times(outputs.get(l - 1).get(c % widths.get(l - 1), sample))
                          .times(errors.get(0, sample))));
    }
    return mean(sum);
  }

  /** diag(a_{m-1}) W_{m-1} … diag(a_{l+1}) W_{l+1} diag(a_l), d_{m-1}×d_l, for one sample. */
  private PolynomialMatrix between(int m, int l, int sample) {
    PolynomialMatrix product = diagonal(l, sample);
    for (int k = l + 1; k < m; k++) {
      product = diagonal(k, sample).times(weight(k)).times(product);
    }
    return product;
  }

  private PolynomialMatrix diagonal(int layer, int sample) {
    int width = widths.get(layer);
    return PolynomialMatrix.of(
        width, width, (i, j) -> i == j ? slopes(layer).get(i, sample) : RationalPolynomial.ZERO);
  }

  /** The formula of (5.6) for l ≤ m. */
  public PolynomialMatrix hessianFormula(int m, int l) {
    return weightedLambda(m, l).plus(mean(gradient(m).times(gradient(l).transpose())));
  }

  public PolynomialMatrix mean(PolynomialMatrix matrix) {
    Rational factor = Rational.of(1, samples());
    return matrix.map(entry -> entry.times(factor));
  }

  @Override
  public String toString() {
    return "d = " + Widths.text(widths) + ", N = " + samples();
  }

  /** Small shapes, some with one hidden layer, some with more. */
  public static List<SymbolicNetwork> shapes(Extent extent) {
    List<SymbolicNetwork> all =
        List.of(
            new SymbolicNetwork(List.of(2, 2, 1), 1),
            new SymbolicNetwork(List.of(1, 2, 1, 1), 2),
            new SymbolicNetwork(List.of(2, 2, 1), 3),
            new SymbolicNetwork(List.of(2, 2, 2, 1), 2),
            new SymbolicNetwork(List.of(2, 1, 2, 2, 1), 1),
            new SymbolicNetwork(List.of(3, 3, 1), 2),
            new SymbolicNetwork(List.of(2, 2, 2, 2, 1), 2));
    return all.subList(0, extent.of(2, 5, 7));
  }
}
