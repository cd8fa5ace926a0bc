package org.dlmcert.checker.nearby;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;

/**
 * 𝓛 = Σ|e|²/2 - Σ_k λ_k·u_k with the slopes at the kinks k set to 0, as a function of the moving
 * parameters and of λ: value and derivatives in intervals (soundness.md section 37).
 */
final class Lagrangian {
  private final Network network;
  private final Enclosure enclosure;
  private final List<Box.Parameter> moving;
  private final List<Enclosure.Kink> kinks;
  private final Interval[] multipliers;
  // For each sample, the derivatives of 𝓛 by all preactivations.
  private final List<Interval[][]> adjoints = new ArrayList<>();

  Lagrangian(
      Network network,
      Enclosure enclosure,
      List<Box.Parameter> moving,
      List<Enclosure.Kink> kinks,
      Interval[] multipliers) {
    this.network = network;
    this.enclosure = enclosure;
    this.moving = moving;
    this.kinks = kinks;
    this.multipliers = multipliers;
    for (int n = 0; n < network.samples(); n++) {
      Interval[][] factors = enclosure.noFactors();
      factors[network.layers()] = enclosure.residuals(n);
      for (int k = 0; k < kinks.size(); k++) {
        Enclosure.Kink kink = kinks.get(k);
        if (kink.sample() == n) {
          factors[kink.layer()][kink.unit()] = multipliers[k].negated();
        }
      }
      adjoints.add(enclosure.derivatives(n, factors));
    }
  }

  /** Returns the derivatives of 𝓛 by the moving parameters and by λ. */
  Interval[] gradient() {
    Interval[] sum = new Interval[moving.size() + kinks.size()];
    Arrays.fill(sum, Interval.ZERO);
    for (int n = 0; n < network.samples(); n++) {
      Interval[] own = enclosure.gradient(moving, n, adjoints.get(n));
      Arrays.setAll(own, p -> own[p].plus(sum[p]));
      System.arraycopy(own, 0, sum, 0, own.length);
    }
    for (int k = 0; k < kinks.size(); k++) {
      Enclosure.Kink kink = kinks.get(k);
      sum[moving.size() + k] =
          enclosure.preactivation(kink.layer(), kink.unit(), kink.sample()).negated();
    }
    return sum;
  }

  /** Returns the matrix of second derivatives of 𝓛, symmetric. */
  Interval[][] hessian() {
    int z = moving.size();
    int size = z + kinks.size();
    long samples = network.samples();
    int outputs = network.width(network.layers());
    Work work = enclosure.numbers().work();
    work.reserve(size, size, 6 * Work.NUMBER);
    work.reserve(z, samples, outputs, 3 * Work.NUMBER);
    work.add(size, size, samples);
    Interval[][] columns = new Interval[z][network.samples() * outputs];
    for (int n = 0; n < network.samples(); n++) {
      for (int k = 0; k < outputs; k++) {
        Interval[][] delta = enclosure.derivativesOf(network.layers(), k, n);
        Interval[] row = enclosure.gradient(moving, n, delta);
        for (int p = 0; p < z; p++) {
          columns[p][n * outputs + k] = row[p];
        }
      }
    }
    Interval[][] hessian = new Interval[size][size];
    for (Interval[] row : hessian) {
      Arrays.fill(row, Interval.ZERO);
    }
    for (int p = 0; p < z; p++) {
      for (int q = p; q < z; q++) {
        hessian[p][q] = enclosure.numbers().dot(columns[p], columns[q]);
      }
    }
    IntStream.range(0, network.samples()).forEach(n -> addCurvature(hessian, n));
    for (int k = 0; k < kinks.size(); k++) {
      Enclosure.Kink kink = kinks.get(k);
      Interval[][] delta = enclosure.derivativesOf(kink.layer(), kink.unit(), kink.sample());
      Interval[] row = enclosure.gradient(moving, kink.sample(), delta);
      for (int p = 0; p < z; p++) {
        hessian[p][z + k] = row[p].negated();
      }
    }
    for (int p = 0; p < size; p++) {
      for (int q = 0; q < p; q++) {
        hessian[p][q] = hessian[q][p];
      }
    }
    return hessian;
  }

  /** Adds what outputs and kinks contribute by their own second derivatives, on one sample. */
  private void addCurvature(Interval[][] hessian, int sample) {
    FixedPoint numbers = enclosure.numbers();
    Interval[][] delta = adjoints.get(sample);
    for (int p = 0; p < moving.size(); p++) {
      Box.Parameter lower = moving.get(p);
      if (lower.layer() == network.layers()) {
        continue;
      }
      Interval input = enclosure.outputs(lower.layer() - 1, sample)[lower.input()];
      Interval[][] responses = enclosure.responses(lower.layer(), lower.unit(), sample);
      for (int q = p + 1; q < moving.size(); q++) {
        Box.Parameter upper = moving.get(q);
        boolean weight = upper.input() < network.width(upper.layer() - 1);
        if (upper.layer() > lower.layer() && weight) {
          Interval response = responses[upper.layer() - 1][upper.input()];
          Interval through = numbers.times(delta[upper.layer()][upper.unit()], response);
          hessian[p][q] = hessian[p][q].plus(numbers.times(through, input));
        }
      }
    }
  }

  /** Returns the noise of a kink times the derivative of 𝓛 by what its unit gives. */
  Interval pull(int kink) {
    Enclosure.Kink at = kinks.get(kink);
    Interval noise =
        enclosure.numbers().of(network.noise(at.layer()).factor(at.unit(), at.sample()));
    Interval[] above = adjoints.get(at.sample())[at.layer() + 1];
    return enclosure.numbers().times(noise, enclosure.below(at.layer(), at.unit(), above));
  }

  FixedPoint numbers() {
    return enclosure.numbers();
  }

  Interval multiplier(int kink) {
    return multipliers[kink];
  }

  /** Returns Σ|e|². */
  Interval squares() {
    List<Interval> all = new ArrayList<>();
    for (int n = 0; n < network.samples(); n++) {
      all.addAll(List.of(enclosure.residuals(n)));
    }
    Interval[] e = all.toArray(new Interval[0]);
    return enclosure.numbers().dot(e, e);
  }
}
