package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.point.LabelDescent;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Directions of descent of losses of labels: the checker accepts them, and not their opposites. */
class LabelPointsTest {
  private static final long SEED = 38;

  @Test
  void directionsAreAcceptedAndOppositesRejected() throws InterruptedException {
    Random random = new Random(SEED);
    int found = 0;
    int opposites = 0;
    for (int k = 0; k < Cases.count(60, 2000); k++) {
      Instance instance = instance(random);
      Optional<LabelDescent> descent = LabelDescent.search(instance, Progress.NONE);
      if (descent.isPresent()) {
        String place = "seed " + SEED + ", case " + k + ": " + instance;
        assertThat(check(descent.get(), instance)).as(place).isInstanceOf(Verdict.Accepted.class);
        assertThat(descent.get().low()).as(place).isLessThan(descent.get().high());
        found++;
        LabelDescent opposite =
            new LabelDescent(
                opposite(descent.get().direction()),
                descent.get().bits(),
                Rational.ZERO,
                Rational.ZERO);
        // At a kink both directions may descend; away from kinks the derivative changes sign.
        opposites += check(opposite, instance) instanceof Verdict.Rejected ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(40);
    assertThat(opposites).isGreaterThan(found * 3 / 4);
  }

  /** Equal inputs with opposite labels: at weights 0 all derivatives cancel exactly. */
  @Test
  void whatTheEnclosuresDoNotDecideStaysOpen() throws InterruptedException {
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 1), Rational.of(1, 2), false),
            new Dataset(
                RationalMatrix.of(new long[][] {{1}, {1}}),
                Optional.of(RationalMatrix.of(new long[][] {{1}, {-1}}))),
            List.of(LayerNoise.NONE),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.of(new long[][] {{0}}),
                        RationalMatrix.of(new long[][] {{0}})),
                    Optional.empty())),
            new Loss.Logistic());
    assertThat(LabelDescent.search(instance, Progress.NONE)).isEmpty();
  }

  private static Verdict check(LabelDescent descent, Instance instance) {
    return Checker.check(
        descent.certificate(instance).bytes(), Optional.empty(), Checker.DEFAULT_MAX_WORK);
  }

  private static Weights opposite(Weights direction) {
    return new Weights(
        direction.matrices().stream()
            .map(m -> RationalMatrix.of(m.rows(), m.columns(), (i, j) -> m.get(i, j).negate()))
            .toList(),
        direction
            .biases()
            .map(all -> all.stream().map(b -> b.stream().map(Rational::negate).toList()).toList()));
  }

  private static Instance instance(Random random) {
    boolean logistic = random.nextBoolean();
    int outputs = logistic ? 1 + random.nextInt(2) : 2 + random.nextInt(2);
    List<Integer> widths = new ArrayList<>(List.of(1 + random.nextInt(2)));
    for (int l = random.nextInt(2); l < 2; l++) {
      widths.add(1 + random.nextInt(3));
    }
    widths.add(outputs);
    int samples = 1 + random.nextInt(3);
    boolean bias = random.nextBoolean();
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      matrices.add(
          RationalMatrix.of(
              widths.get(l),
              widths.get(l - 1),
              (i, j) -> Rational.of(random.nextInt(41) - 20, 1 + random.nextInt(4))));
      biases.add(Collections.nCopies(widths.get(l), Rational.of(random.nextInt(3), 2)));
    }
    return new Instance(
        Optional.empty(),
        new Network(widths, Rational.of(random.nextInt(5) - 2, 2), bias),
        new Dataset(
            RationalMatrix.of(samples, widths.get(0), (n, j) -> Rational.of(random.nextInt(7) - 3)),
            Optional.of(
                RationalMatrix.of(
                    samples, outputs, (n, c) -> Rational.of(c == n % outputs ? 1 : 0)))),
        Collections.nCopies(widths.size() - 2, LayerNoise.NONE),
        Optional.of(new Weights(matrices, bias ? Optional.of(biases) : Optional.empty())),
        logistic ? new Loss.Logistic() : new Loss.CrossEntropy());
  }
}
