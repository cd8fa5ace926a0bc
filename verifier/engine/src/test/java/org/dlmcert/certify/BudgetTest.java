package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.dlmcert.certificate.CheckerWork;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Deadline;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.NullVectorEvidence;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Threads;
import org.junit.jupiter.api.Test;

/** Limits: of patterns, of the checker's work, and of time. */
class BudgetTest {
  private static FullRankClaim claim(int width, int samples, int range) {
    Network network = new Network(List.of(width, width, 1), Rational.of(1, 2), false);
    return FullRankClaim.of(new RandomInstance(network, samples, range).of(1), PatternScope.ALL);
  }

  @Test
  void aSlowMethodLeavesTimeForTheNext() {
    // So many patterns that the tree alone would take days, and no other method decides.
    FullRankDecision.Undecided open =
        (FullRankDecision.Undecided)
            FullRankDecision.decide(
                claim(5, 24, 100),
                new Budget(
                    OptionalLong.of(Long.MAX_VALUE),
                    new Threads(2),
                    Optional.of(Deadline.in(Duration.ofSeconds(2)))),
                Progress.NONE);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(open.tried().stream().map(line -> line.split(":", 2)[0]))
        .doesNotHaveDuplicates()
        .contains("immediate", "collapse", "archimedean", "reduction", "tree");
    assertThat(open.tried().get(open.tried().size() - 1))
        .startsWith("tree: ")
        .contains("none deficient")
        .contains("stopped after its share of the time");
    assertThat(open.limit()).isEqualTo("the time of tree");
  }

  @Test
  void aTreeThatCannotBeCheckedIsOnlySearchedForADeficientPattern() {
    FullRankDecision.Undecided open =
        (FullRankDecision.Undecided)
            FullRankDecision.decide(
                claim(8, 50, 100), MethodName.TREE, Budget.DEFAULT, Progress.NONE);
    assertThat(open.limit()).isEqualTo("the checker's work: 100000000000");
    assertThat(open.tried()).singleElement().asString().contains("the check of all would take");
    assertThat(open.wouldDecide()).contains("--max-patterns");
  }

  @Test
  void aLimitOfOnesOwnIsReachedExactlyEvenThen() {
    for (int threads : new int[] {1, 3}) {
      FullRankDecision.Undecided open =
          (FullRankDecision.Undecided)
              FullRankDecision.decide(
                  claim(8, 50, 100), MethodName.TREE, new Budget(123_457, threads), Progress.NONE);
      assertThat(open.limit()).isEqualTo("--max-patterns 123457");
      assertThat(open.tried()).singleElement().asString().contains("tree: 123457 of about 2^399");
    }
  }

  @Test
  void aRefutationNearTheFirstPatternsIsFoundThoughACheckOfAllWouldBeTooMuch() {
    // The last two samples differ by one unit's noise, which a slope of 1/2 makes up for.
    Random random = new Random(5);
    int samples = 30;
    long[][] x = new long[samples][];
    long[][] noise = new long[samples][];
    for (int n = 0; n < samples; n++) {
      x[n] = random.longs(8, 1, 99).toArray();
      noise[n] = random.longs(6, 1, 99).toArray();
    }
    x[samples - 1] = x[samples - 2];
    noise[samples - 1] = noise[samples - 2].clone();
    noise[samples - 1][3] *= 2;
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(8, 6, 1), Rational.of(1, 2), false),
            new Dataset(RationalMatrix.of(x), Optional.empty()),
            List.of(new LayerNoise.Given(RationalMatrix.of(noise))),
            Optional.empty());
    FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
    FullRankDecision.Decided decided =
        (FullRankDecision.Decided)
            FullRankDecision.decide(claim, MethodName.TREE, Budget.DEFAULT, Progress.NONE);
    assertThat(decided.evidence()).isInstanceOf(NullVectorEvidence.class);
  }

  @Test
  void theCheckersWorkIsThatOfTheFormat() {
    GradientFamily family =
        new GradientFamily(
            RationalMatrix.of(3, 4, (j, n) -> Rational.of(1 + j * n)),
            RationalMatrix.of(2, 4, (i, n) -> Rational.of(n == 0 && i == 0 ? 0 : 1 + n + i)),
            Rational.of(1, 2));
    PatternTree.Plan plan = PatternTree.plan(family);
    assertThat(plan.patterns()).isEqualTo(BigInteger.valueOf(3 * 3 * 3));
    assertThat(plan.choices()).isEqualTo(BigInteger.valueOf(3 * 3 * 3 * 3));
    assertThat(CheckerWork.tree(family.rows(), family.samples(), family.units(), plan.choices()))
        .isEqualTo(BigInteger.valueOf(81 * 2 * 3 + 4 * 4 * 2 * 2 * 3));
  }

  @Test
  void aShareInterruptsItsThreadAndTakesThatBack() throws InterruptedException {
    try (TimeShare share = TimeShare.begin(Duration.ZERO)) {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      assertThat(share.isOver()).isTrue();
    }
    assertThat(Thread.interrupted()).isFalse();
    for (int k = 0; k < 200; k++) {
      TimeShare share = TimeShare.begin(Duration.ofMillis(k % 2));
      share.close();
      Thread.sleep(0);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void interruptedMethodsEndUndecided() {
    for (MethodName method :
        Stream.of(MethodName.values()).filter(m -> m != MethodName.IMMEDIATE).toList()) {
      Thread.currentThread().interrupt();
      FullRankDecision.Outcome outcome =
          FullRankDecision.decide(
              claim(5, 24, 100), method, new Budget(Long.MAX_VALUE, 1), Progress.NONE);
      assertThat(Thread.interrupted()).as("%s", method).isTrue();
      assertThat(outcome).as("%s", method).isInstanceOf(FullRankDecision.Undecided.class);
    }
  }
}
