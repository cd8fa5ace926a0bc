package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.certify.archimedean.LeftInverseBound;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.ArchimedeanEvidence;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** The rules of format.md 5.14 and 5.15, to the letter, on what the methods emit. */
class GivenNoiseCertificateTest {
  @Test
  void reductionsAndBoundsKeepTheirRules() {
    int reduced = 0;
    int bounds = 0;
    for (int seed = 0; seed < Cases.count(300, 1200); seed++) {
      Instance instance =
          seed % 2 == 0
              ? GivenNoiseTest.instance(seed)
              : new RandomInstance(
                      new Network(List.of(4, 3, 1), Rational.of(2, 3), seed % 4 == 1), 6, 20)
                  .of(seed);
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      GivenLayer layer = (GivenLayer) claim.problem().atAnySlope();
      for (MethodName method : List.of(MethodName.REDUCTION, MethodName.ARCHIMEDEAN)) {
        if (!(FullRankDecision.decide(claim, method, Budget.DEFAULT, Progress.NONE)
            instanceof FullRankDecision.Decided decided)) {
          continue;
        }
        Reduction reduction;
        if (decided.evidence() instanceof ArchimedeanEvidence near) {
          bounds++;
          reduction = near.reduction();
          LeftInverseBound.Slopes slopes = near.bound().slopes();
          for (Rational slope : List.of(layer.slope(), slopes.low(), slopes.high())) {
            assertThat(holds(near, layer, slope)).as("seed %s: %s: %s", seed, slope, near).isTrue();
          }
        } else {
          reduction = ((TreeEvidence) decided.evidence()).reduction();
        }
        reduced += reduction.removed().isEmpty() ? 0 : 1;
        assertThat(isReduction(reduction, layer)).as("seed %s: %s", seed, reduction).isTrue();
      }
    }
    assertThat(reduced).isGreaterThan(Cases.count(75, 300));
    assertThat(bounds).isGreaterThan(Cases.count(25, 100));
  }

  @Test
  void samplesThatNoUnitSeesAreNotRemoved() {
    GradientFamily layer =
        new GradientFamily(
            RationalMatrix.of(new long[][] {{1, 0, 1}, {0, 1, 1}}),
            RationalMatrix.of(new long[][] {{0, 1, 1}, {1, 1, 2}}),
            Rational.of(1, 2));
    assertThat(Reduction.of(layer, List.of(0), List.of(0))).isEmpty();
    assertThat(Reduction.of(layer, List.of(0, 1), List.of(0))).isPresent();
    assertThat(Reduction.of(layer, List.of(0, 1), List.of(0, 1, 2))).isEmpty();
  }

  private static boolean isReduction(Reduction reduction, GivenLayer layer) {
    RationalMatrix gone = removedInputs(reduction, layer);
    RationalMatrix projection = RationalMatrix.of(reduction.projection());
    boolean alive =
        reduction.removed().stream()
            .allMatch(t -> reduction.units().stream().anyMatch(i -> !layer.noise(i, t).isZero()));
    return !reduction.units().isEmpty()
        && alive
        && (reduction.removed().isEmpty()
            ? projection.rows() == 0
            : BruteForce.rank(gone) == reduction.removed().size()
                && projection.rows() == gone.rows() - gone.columns()
                && projection.columns() == gone.rows()
                && BruteForce.rank(projection) == projection.rows()
                && projection.times(gone).isZero());
  }

  private static RationalMatrix removedInputs(Reduction reduction, GivenLayer layer) {
    return layer
        .inputs()
        .columns(reduction.removed().stream().mapToInt(Integer::intValue).toArray());
  }

  private static boolean holds(ArchimedeanEvidence near, GivenLayer layer, Rational s) {
    int[] kept =
        IntStream.range(0, layer.samples())
            .filter(n -> !near.reduction().removed().contains(n))
            .toArray();
    RationalMatrix x = layer.inputs().columns(kept);
    RationalMatrix inputs =
        near.reduction().removed().isEmpty()
            ? x
            : RationalMatrix.of(near.reduction().projection()).times(x);
    List<Integer> units = near.reduction().units();
    RationalMatrix noise =
        RationalMatrix.of(units.size(), kept.length, (i, n) -> layer.noise(units.get(i), kept[n]));
    RationalMatrix left = near.bound().left();
    List<Rational> z = near.bound().weights();
    RationalMatrix a = left.times(KhatriRao.product(noise, inputs));
    Rational t = Rational.ONE.minus(s).abs().dividedBy(Rational.ONE.plus(s));
    return z.stream().allMatch(w -> w.signum() > 0)
        && IntStream.range(0, kept.length)
            .allMatch(
                n -> {
                  Rational sum = Rational.ZERO;
                  for (int m = 0; m < kept.length; m++) {
                    Rational k = Rational.ZERO;
                    for (int i = 0; i < units.size(); i++) {
                      Rational product = Rational.ZERO;
                      for (int j = 0; j < inputs.rows(); j++) {
                        product =
                            product.plus(
                                left.get(n, i * inputs.rows() + j).times(inputs.get(j, m)));
                      }
                      k = k.plus(product.times(noise.get(i, m)).abs());
                    }
                    Rational off = a.get(n, m).minus(n == m ? Rational.ONE : Rational.ZERO).abs();
                    sum = sum.plus(off.plus(t.times(k)).times(z.get(m)));
                  }
                  return sum.compareTo(z.get(n)) < 0;
                });
  }
}
