package org.dlmcert.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.model.Weights;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Hessian against the loss as a polynomial along lines, recovered exactly from its values. */
class HessianTest {
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 100), Rational.of(-1), Rational.ZERO, Rational.of(3, 2));

  record Case(long seed, Instance instance) {}

  static Stream<Case> cases() {
    return IntStream.range(0, 60)
        .mapToObj(
            seed -> {
              Random random = Cases.random(seed);
              List<Integer> widths = new ArrayList<>();
              for (int l = 0; l < 2 + seed % 3; l++) {
                widths.add(1 + random.nextInt(2));
              }
              widths.add(1 + random.nextInt(2));
              Network network =
                  new Network(widths, SLOPES.get(random.nextInt(4)), random.nextBoolean());
              return new Case(seed, new RandomInstance(network, random.nextInt(4), 4).of(seed));
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyEntryIsASecondDerivativeOfThePolynomialOfTheCell(Case c) {
    RationalMatrix hessian = Hessian.of(c.instance());
    int parameters = Gradient.of(c.instance()).full().rows();
    assertThat(hessian.shape()).isEqualTo(parameters + "×" + parameters);
    Random random = new Random(c.seed());
    for (int p = 0; p < parameters; p++) {
      for (int q = p; q < parameters; q++) {
        if (parameters > 12 && random.nextInt(parameters) > 12) {
          continue;
        }
        List<Rational> direction = new ArrayList<>(Collections.nCopies(parameters, Rational.ZERO));
        direction.set(p, Rational.ONE);
        direction.set(q, direction.get(q).plus(Rational.of(2)));
        assertThat(Inertia.quadraticForm(hessian, direction))
            .as("seed %d, parameters %d and %d: %s", c.seed(), p, q, c.instance())
            .isEqualTo(secondDerivative(c.instance(), direction));
      }
    }
  }

  @Test
  void ofALineThroughOnePointIsKnown() {
    // f = w_2·w_1·x with x = 2, y = 1 at w_1 = 3, w_2 = 5: f = 30, e = 29.
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 1), Rational.of(1, 2), false),
            new Dataset(
                RationalMatrix.of(new long[][] {{2}}),
                Optional.of(RationalMatrix.of(new long[][] {{1}}))),
            List.of(LayerNoise.NONE),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.of(new long[][] {{3}}),
                        RationalMatrix.of(new long[][] {{5}})),
                    Optional.empty())));
    // (10², 10·6 + 29·2; ·, 6²)
    assertThat(Hessian.of(instance))
        .isEqualTo(RationalMatrix.of(new long[][] {{100, 118}, {118, 36}}));
  }

  /** Twice the second coefficient of the loss along a line, from 2L + 1 values. */
  private static Rational secondDerivative(Instance instance, List<Rational> direction) {
    int degree = 2 * instance.network().depth();
    ForwardPass pass = ForwardPass.of(instance);
    List<Rational> differences = new ArrayList<>();
    for (int t = 0; t <= degree; t++) {
      differences.add(loss(instance, pass, direction, Rational.of(t)));
    }
    // Newton's form: Σ_k Δ^k(0)·C(t, k); multiply the binomials out.
    Rational second = Rational.ZERO;
    List<Rational> binomial = List.of(Rational.ONE);
    for (int k = 0; k <= degree; k++) {
      if (k > 0) {
        for (int i = 0; i + 1 < differences.size(); i++) {
          differences.set(i, differences.get(i + 1).minus(differences.get(i)));
        }
        differences.remove(differences.size() - 1);
        List<Rational> next = new ArrayList<>(Collections.nCopies(k + 1, Rational.ZERO));
        for (int i = 0; i < k; i++) {
          Rational part = binomial.get(i).dividedBy(Rational.of(k));
          next.set(i + 1, next.get(i + 1).plus(part));
          next.set(i, next.get(i).minus(part.times(Rational.of(k - 1))));
        }
        binomial = next;
      }
      if (k >= 2) {
        second = second.plus(binomial.get(2).times(differences.get(0)));
      }
    }
    return second.times(Rational.of(2));
  }

  /** The loss with the slopes of the pass, wherever the line leads. */
  private static Rational loss(
      Instance instance, ForwardPass pass, List<Rational> direction, Rational t) {
    Network network = instance.network();
    Weights weights = instance.weights().orElseThrow();
    Rational sum = Rational.ZERO;
    for (int n = 0; n < instance.samples(); n++) {
      List<Rational> below = instance.dataset().inputs().row(n);
      int parameter = 0;
      for (int l = 1; l <= network.depth(); l++) {
        List<Rational> values = new ArrayList<>();
        for (int i = 0; i < network.width(l); i++) {
          Rational u = Rational.ZERO;
          for (int j = 0; j < below.size(); j++) {
            Rational w = weights.matrix(l).get(i, j).plus(t.times(direction.get(parameter++)));
            u = u.plus(w.times(below.get(j)));
          }
          if (network.bias()) {
            u = u.plus(weights.bias(l, i)).plus(t.times(direction.get(parameter++)));
          }
          values.add(u.times(pass.slopes(l).get(i, n)));
        }
        below = values;
      }
      for (int o = 0; o < below.size(); o++) {
        Rational e = below.get(o).minus(instance.dataset().targets().orElseThrow().get(n, o));
        sum = sum.plus(e.times(e));
      }
    }
    return instance.samples() == 0 ? sum : sum.dividedBy(Rational.of(2L * instance.samples()));
  }
}
