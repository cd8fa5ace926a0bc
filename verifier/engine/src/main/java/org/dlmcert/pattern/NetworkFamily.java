package org.dlmcert.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;

/**
 * The matrices G^σ of layer L-1 for all assignments σ of slopes to the units of all hidden layers,
 * whether or not the given weights have such activations (proofs/format.md, 4.1).
 *
 * @param instance with weights, and noise that is generic in no layer
 */
public record NetworkFamily(Instance instance) {
  /** The number N of samples. */
  public int samples() {
    return instance.samples();
  }

  /** The slope s. */
  public Rational slope() {
    return instance.network().slope();
  }

  /** The index L-1 of the last hidden layer. */
  public int last() {
    return instance.network().depth() - 1;
  }

  /** Every unit active at every sample, in the layers 1, …, {@code layers}. */
  public List<ActivationPattern> allActive(int layers) {
    return patterns(layers, (n, i) -> true);
  }

  /** No unit active at any sample, in the layers 1, …, {@code layers}. */
  public List<ActivationPattern> allInactive(int layers) {
    return patterns(layers, (n, i) -> false);
  }

  private List<ActivationPattern> patterns(int layers, ActivationPattern.Activity active) {
    return IntStream.rangeClosed(1, layers)
        .mapToObj(l -> ActivationPattern.of(samples(), instance.network().width(l), active))
        .toList();
  }

  /** The activations that the weights have in the layers 1, …, L-2. */
  public List<ActivationPattern> determined() {
    ForwardPass pass = ForwardPass.through(instance, last() - 1);
    List<ActivationPattern> patterns = new ArrayList<>();
    for (int l = 1; l < last(); l++) {
      patterns.add(ActivationPattern.ofPreactivations(pass.preactivation(l)));
    }
    return patterns;
  }

  /**
   * The matrices for all slopes of layer L-1, with those below fixed.
   *
   * @param lower the patterns of the layers 1, …, L-2
   */
  public GradientFamily above(List<ActivationPattern> lower) {
    RationalMatrix values = instance.dataset().inputs().transpose();
    for (int l = 1; l < last(); l++) {
      RationalMatrix u = ForwardPass.preactivation(instance, l, values);
      RationalMatrix a = lower.get(l - 1).slopes(instance.noise(l), slope());
      values = RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
    }
    return GradientFamily.of(
        Gradient.withOnes(values, instance.network().bias()),
        instance.network().width(last()),
        instance.noise(last()),
        slope());
  }
}
