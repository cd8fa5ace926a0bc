package org.dlmcert.point.nearby;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;

/**
 * N·loss - Σ_k λ_k·u_k, its gradient and its second derivatives by moving parameters z and
 * multipliers λ, in ranges (proofs/soundness.md, section 37): O(N·z²) products.
 */
final class LagrangianEnclosure {
  private final Instance instance;
  private final Network network;
  private final NetworkEnclosure enclosure;
  private final RangeArithmetic arithmetic;
  private final List<Coordinate> moving;
  private final List<Kink> kinks;
  private final List<Range> multipliers;
  private final List<Range[][]> adjoints = new ArrayList<>();

  LagrangianEnclosure(
      Instance instance,
      NetworkEnclosure enclosure,
      List<Coordinate> moving,
      List<Kink> kinks,
      List<Range> multipliers) {
    this.instance = instance;
    this.network = instance.network();
    this.enclosure = enclosure;
    this.arithmetic = enclosure.arithmetic();
    this.moving = moving;
    this.kinks = kinks;
    this.multipliers = multipliers;
    for (int n = 0; n < instance.samples(); n++) {
      Range[][] factors = enclosure.noFactors();
      factors[network.depth()] = enclosure.residuals(n);
      for (int k = 0; k < kinks.size(); k++) {
        if (kinks.get(k).sample() == n) {
          factors[kinks.get(k).layer()][kinks.get(k).unit()] = multipliers.get(k).negate();
        }
      }
      adjoints.add(enclosure.backward(n, factors));
    }
  }

  Range[] gradient() {
    int z = moving.size();
    Range[] gradient = new Range[z + kinks.size()];
    Arrays.fill(gradient, Range.ZERO);
    for (int n = 0; n < instance.samples(); n++) {
      Range[] own = enclosure.gradient(moving, n, adjoints.get(n));
      for (int p = 0; p < z; p++) {
        gradient[p] = gradient[p].plus(own[p]);
      }
    }
    for (int k = 0; k < kinks.size(); k++) {
      Kink kink = kinks.get(k);
      gradient[z + k] = enclosure.preactivation(kink.layer(), kink.unit(), kink.sample()).negate();
    }
    return gradient;
  }

  /** Symmetric; the entries above the diagonal are computed, and mirrored. */
  Range[][] hessian() {
    int z = moving.size();
    int size = z + kinks.size();
    Range[][] hessian = new Range[size][size];
    for (Range[] row : hessian) {
      Arrays.fill(row, Range.ZERO);
    }
    Range[][] sensitivities = sensitivities();
    for (int p = 0; p < z; p++) {
      for (int q = p; q < z; q++) {
        hessian[p][q] = arithmetic.dot(sensitivities[p], sensitivities[q]);
      }
    }
    for (int n = 0; n < instance.samples(); n++) {
      for (int p = 0; p < z; p++) {
        addMixed(hessian[p], p, n);
      }
    }
    for (int k = 0; k < kinks.size(); k++) {
      Kink kink = kinks.get(k);
      Range[][] delta = enclosure.backwardFrom(kink.layer(), kink.unit(), kink.sample());
      Range[] row = enclosure.gradient(moving, kink.sample(), delta);
      for (int p = 0; p < z; p++) {
        hessian[p][z + k] = row[p].negate();
      }
    }
    for (int p = 0; p < size; p++) {
      for (int q = 0; q < p; q++) {
        hessian[p][q] = hessian[q][p];
      }
    }
    return hessian;
  }

  /** For each moving parameter the derivatives of all outputs on all samples. */
  private Range[][] sensitivities() {
    int outputs = network.outputs();
    Range[][] all = new Range[moving.size()][instance.samples() * outputs];
    for (int c = 0; c < instance.samples() * outputs; c++) {
      int n = c / outputs;
      Range[] row =
          enclosure.gradient(moving, n, enclosure.backwardFrom(network.depth(), c % outputs, n));
      for (int p = 0; p < row.length; p++) {
        all[p][c] = row[p];
      }
    }
    return all;
  }

  /** Adds what parameters of two layers do together on a sample. */
  private void addMixed(Range[] row, int p, int sample) {
    Coordinate low = moving.get(p);
    if (low.layer() == network.depth()) {
      return;
    }
    Range input = enclosure.outputs(low.layer() - 1, sample)[low.input()];
    Range[][] responses = enclosure.responses(low.layer(), low.unit(), sample);
    for (int q = p + 1; q < moving.size(); q++) {
      Coordinate high = moving.get(q);
      if (high.layer() > low.layer() && high.input() < network.width(high.layer() - 1)) {
        Range change = responses[high.layer() - 1][high.input()];
        Range effect = adjoints.get(sample)[high.layer()][high.unit()];
        row[q] = row[q].plus(arithmetic.times(arithmetic.times(effect, change), input));
      }
    }
  }

  /** λ_k + D_k and λ_k + s·D_k: the loss grows on both sides of a kink if they are + and -. */
  boolean isStrict(int k) {
    return above(k).isPositive() && below(k).isNegative();
  }

  private Range above(int k) {
    return multipliers.get(k).plus(pull(k));
  }

  private Range below(int k) {
    return multipliers.get(k).plus(arithmetic.times(arithmetic.around(network.slope()), pull(k)));
  }

  private Range pull(int k) {
    Kink kink = kinks.get(k);
    Range[] above = adjoints.get(kink.sample())[kink.layer() + 1];
    Range noise =
        arithmetic.around(instance.noise(kink.layer()).factor(kink.sample(), kink.unit()));
    return arithmetic.times(noise, enclosure.heard(kink.layer(), kink.unit(), above));
  }

  /** The two numbers that have to be positive and negative, in words. */
  String sides(int k) {
    return "N·loss grows by at least "
        + Dyadic.decimal(arithmetic.lower(above(k)))
        + " for each unit of u above 0, and by at least "
        + Dyadic.decimal(arithmetic.upper(below(k)).negate())
        + " below, instead of more than 0";
  }

  /** The sum of all squared residuals. */
  Range squares() {
    List<Range> all = new ArrayList<>();
    for (int n = 0; n < instance.samples(); n++) {
      all.addAll(List.of(enclosure.residuals(n)));
    }
    return arithmetic.squares(all);
  }
}
