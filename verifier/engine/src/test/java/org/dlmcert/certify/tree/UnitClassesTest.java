package org.dlmcert.certify.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.NullVectorEvidence;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** One unit of each class of proportional noise decides about all patterns of all units. */
final class UnitClassesTest {
  private static final long SEED = 36;

  @Test
  void treeOfRepresentativesAgreesWithAllPatternsOfAllUnits() {
    Random random = new Random(SEED);
    int[] verdicts = new int[2];
    for (int t = 0; t < Cases.count(25, 150); t++) {
      int samples = 1 + random.nextInt(3);
      int[] first = new int[samples];
      int[] other = new int[samples];
      for (int n = 0; n < samples; n++) {
        first[n] = random.nextInt(21) - 10;
        other[n] = random.nextInt(21) - 10;
      }
      Rational[] factors = {Rational.of(1), Rational.of(-2, 3), Rational.of(5), Rational.of(0)};
      List<Integer> kinds = List.of(random.nextInt(2), random.nextInt(2), 0, 1);
      RationalMatrix noise =
          RationalMatrix.of(
              samples,
              4,
              (n, i) -> Rational.of(kinds.get(i) == 0 ? first[n] : other[n]).times(factors[i]));
      RationalMatrix inputs =
          RationalMatrix.of(samples, 1, (n, j) -> Rational.of(1 + random.nextInt(3)));
      Rational slope = List.of(Rational.of(1, 2), Rational.of(-1), Rational.of(2)).get(t % 3);
      Instance instance =
          new Instance(
              Optional.empty(),
              new Network(List.of(1, 4, 1), slope, false),
              new Dataset(inputs, Optional.empty()),
              List.of(new LayerNoise.Given(noise)),
              Optional.empty());
      String described = "seed " + SEED + ", case " + t + ": " + noise + ", slope " + slope;
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      FullRankDecision.Decided decided =
          (FullRankDecision.Decided)
              FullRankDecision.decide(claim, MethodName.TREE, Budget.DEFAULT, Progress.NONE);
      boolean holds = true;
      for (int mask = 0; mask < 1 << 4 * samples; mask++) {
        int bits = mask;
        ActivationPattern pattern =
            ActivationPattern.of(samples, 4, (n, i) -> (bits >> 4 * n + i & 1) == 1);
        holds &=
            MatrixRank.of(
                        KhatriRao.product(
                            pattern.slopes(new LayerNoise.Given(noise), slope), inputs.transpose()))
                    .rank()
                == samples;
      }
      assertThat(decided.evidence() instanceof Proof).as(described).isEqualTo(holds);
      if (decided.evidence() instanceof NullVectorEvidence found) {
        RationalMatrix g =
            KhatriRao.product(
                found.pattern().slopes(new LayerNoise.Given(noise), slope), inputs.transpose());
        List<List<Rational>> column = new ArrayList<>();
        found.vector().forEach(entry -> column.add(List.of(entry)));
        assertThat(g.times(RationalMatrix.ofRows(1, column)).isZero()).as(described).isTrue();
      }
      verdicts[holds ? 0 : 1]++;
    }
    assertThat(verdicts[0]).isGreaterThan(Cases.count(3, 10));
    assertThat(verdicts[1]).isGreaterThan(Cases.count(3, 10));
  }
}
