package org.dlmcert.numeric.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.point.LossGradient;

/**
 * The exact values at an instance's weights, as numeric code lays them out: samples are rows, and a
 * gradient has the shape of its weights.
 *
 * <p>Where a preactivation is 0, slopes and what depends on them have no value, and the loss may
 * have no gradient; under a {@link KinkConvention} they have the values that the formulas
 * (5.2)–(5.4) give with its slope, which are what backpropagation computes and need be no
 * derivatives of anything.
 */
public final class ExactValues {
  private final Instance instance;
  private final ForwardPass pass;
  private final Gradient gradient;
  private final Optional<LossGradient> loss;
  private final Optional<UndefinedSlopes> undefined; // empty under a convention

  private ExactValues(Instance instance, Optional<KinkConvention> convention) {
    this.instance = instance;
    ForwardPass right = ForwardPass.of(instance);
    this.pass =
        convention.isPresent() && convention.get() != KinkConvention.RIGHT
            ? right.leftOfKinks(instance)
            : right;
    this.gradient = Gradient.at(instance, pass);
    this.loss = instance.dataset().targets().map(y -> LossGradient.of(instance));
    this.undefined =
        convention.isPresent()
            ? Optional.empty()
            : Optional.of(UndefinedSlopes.of(instance, pass, gradient::delta));
  }

  /**
   * The values, without those that do not exist.
   *
   * @throws IllegalArgumentException if the instance has no weights, or generic noise
   */
  public static ExactValues of(Instance instance) {
    return new ExactValues(instance, Optional.empty());
  }

  /**
   * The values with the slope of a convention where u = 0.
   *
   * @throws IllegalArgumentException if the instance has no weights, or generic noise
   */
  public static ExactValues of(Instance instance, KinkConvention convention) {
    return new ExactValues(instance, Optional.of(convention));
  }

  /** Whether the loss has a gradient, under no convention; empty without targets. */
  public Optional<LossGradient> lossGradient() {
    return loss;
  }

  private Network network() {
    return instance.network();
  }

  /** u_l, N × d_l, 1 ≤ l ≤ L. */
  public RationalMatrix preactivations(int layer) {
    return pass.preactivation(layer).transpose();
  }

  /** a_l, N × d_l, 1 ≤ l ≤ L. */
  public PartialMatrix slopes(int layer) {
    return PartialMatrix.without(
        pass.slopes(layer).transpose(),
        (n, i) -> undefined.isPresent() && undefined.get().slope(layer, i, n));
  }

  /** v_l, N × d_l, 0 ≤ l ≤ L. */
  public RationalMatrix outputs(int layer) {
    return pass.output(layer).transpose();
  }

  /** G_l, (5.4), in the layout of {@link Gradient#layer}. */
  public PartialMatrix gradientMatrix(int layer) {
    return PartialMatrix.without(
        gradient.layer(layer),
        (r, c) -> undefined.isPresent() && undefined.get().gradientMatrix(layer, r, c));
  }

  /** The exact rank of G_l; empty if some of its entries have no value. */
  public OptionalInt rank(int layer) {
    PartialMatrix g = gradientMatrix(layer);
    return g.isWhole() ? OptionalInt.of(MatrixRank.of(g.values()).rank()) : OptionalInt.empty();
  }

  /** The exact rank of G, (5.5); empty if some of its entries have no value. */
  public OptionalInt fullRank() {
    return IntStream.rangeClosed(1, network().depth()).allMatch(l -> gradientMatrix(l).isWhole())
        ? OptionalInt.of(MatrixRank.of(gradient.full()).rank())
        : OptionalInt.empty();
  }

  /** v_L - y, N × d_L; empty without targets. */
  public Optional<RationalMatrix> residuals() {
    RationalMatrix outputs = outputs(network().depth());
    return instance
        .dataset()
        .targets()
        .map(
            y ->
                RationalMatrix.of(
                    y.rows(), y.columns(), (n, o) -> outputs.get(n, o).minus(y.get(n, o))));
  }

  /** (3.2), 0 for N = 0; empty without targets. */
  public Optional<Rational> mse() {
    return residuals()
        .map(
            e -> {
              Rational sum = Rational.ZERO;
              for (int n = 0; n < e.rows(); n++) {
                for (int o = 0; o < e.columns(); o++) {
                  sum = sum.plus(e.get(n, o).times(e.get(n, o)));
                }
              }
              return e.rows() == 0 ? sum : sum.dividedBy(Rational.of(2L * e.rows()));
            });
  }

  /**
   * The gradient of the MSE by W_l, d_l × d_{l-1}; empty without targets. Without a convention it
   * has no entry with a value unless the loss is known to have a gradient.
   */
  public Optional<PartialMatrix> gradient(int layer) {
    int inputs = network().width(layer - 1);
    return parameterGradient(layer)
        .map(
            g ->
                partial(
                    RationalMatrix.of(
                        network().width(layer), inputs, (i, j) -> g.get(i * fanIn(layer) + j))));
  }

  /** The largest |entry| of the gradients by all W_l, where all entries have values. */
  public Rational largestGradient() {
    return IntStream.rangeClosed(1, network().depth())
        .mapToObj(l -> gradient(l).orElseThrow().values())
        .flatMap(g -> IntStream.range(0, g.rows()).mapToObj(g::row).flatMap(List::stream))
        .map(Rational::abs)
        .reduce(Rational.ZERO, (a, b) -> a.compareTo(b) < 0 ? b : a);
  }

  /** The gradient of the MSE by b_l, 1 × d_l, as {@link #gradient}; empty without biases. */
  public Optional<PartialMatrix> biasGradient(int layer) {
    return network().bias()
        ? parameterGradient(layer)
            .map(
                g ->
                    partial(
                        RationalMatrix.of(
                            1,
                            network().width(layer),
                            (r, i) -> g.get((i + 1) * fanIn(layer) - 1))))
        : Optional.empty();
  }

  private PartialMatrix partial(RationalMatrix gradient) {
    boolean none = undefined.isPresent() && loss.flatMap(LossGradient::value).isEmpty();
    return PartialMatrix.without(gradient, (i, j) -> none);
  }

  private int fanIn(int layer) {
    return network().width(layer - 1) + (network().bias() ? 1 : 0);
  }

  /** The derivatives by the parameters of a layer, in the order of the rows of G_l. */
  private Optional<List<Rational>> parameterGradient(int layer) {
    Optional<Weights> proved = loss.flatMap(LossGradient::value);
    return undefined.isPresent() && proved.isPresent()
        ? proved.map(w -> parameters(w, layer))
        : residuals().map(e -> byFormula(gradient.layer(layer), e));
  }

  private List<Rational> parameters(Weights weights, int layer) {
    List<Rational> values = new ArrayList<>();
    for (int i = 0; i < network().width(layer); i++) {
      values.addAll(weights.matrix(layer).row(i));
      if (network().bias()) {
        values.add(weights.bias(layer, i));
      }
    }
    return values;
  }

  /** (1/N) G_l e. */
  private static List<Rational> byFormula(RationalMatrix g, RationalMatrix e) {
    List<Rational> values = new ArrayList<>();
    for (int r = 0; r < g.rows(); r++) {
      Rational sum = Rational.ZERO;
      for (int c = 0; c < g.columns(); c++) {
        sum = sum.plus(g.get(r, c).times(e.get(c / e.columns(), c % e.columns())));
      }
      values.add(e.rows() == 0 ? Rational.ZERO : sum.dividedBy(Rational.of(e.rows())));
    }
    return values;
  }
}
