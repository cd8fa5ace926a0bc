package org.dlmcert.certify.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.GradientFamily;
import org.junit.jupiter.api.Test;

/**
 * The words under which a checkpoint keeps what came of a subtree: whatever the answer depends on
 * is in them, or else a subtree would count for another that nobody has searched.
 */
class SubtreeWorkTest {
  private static final List<List<Integer>> INPUTS = List.of(List.of(1, 2, 3), List.of(4, 5, 7));
  private static final List<List<Integer>> NOISE = List.of(List.of(1, 1, 2), List.of(3, 1, 1));
  private static final Rational SLOPE = Rational.of(1, 4);

  private static RationalMatrix matrix(List<List<Integer>> rows) {
    return RationalMatrix.of(
        rows.size(), rows.get(0).size(), (i, j) -> Rational.of(rows.get(i).get(j)));
  }

  private static SubtreeWork work(
      List<List<Integer>> inputs, List<List<Integer>> noise, Rational slope, SlopeClasses classes) {
    GradientFamily family = new GradientFamily(matrix(inputs), matrix(noise), slope);
    SampleOrder order = SampleOrder.of(family, classes);
    return new SubtreeWork(
        family,
        order,
        new PrimeAttempts(
            PrimeAttempts.scaled(slope), family.clearedOnes(), slope, order, inputs.size()));
  }

  @Test
  void anotherTreeHasAnotherWord() {
    String word = work(INPUTS, NOISE, SLOPE, SlopeClasses.SCALED).word();
    assertThat(work(INPUTS, NOISE, SLOPE, SlopeClasses.SCALED).word()).isEqualTo(word);
    List<List<Integer>> others = List.of(List.of(1, 2, 3), List.of(4, 5, 8));
    List<List<Integer>> wider = List.of(List.of(1, 2, 3), List.of(4, 5, 7), List.of(1, 1, 1));
    assertThat(
            List.of(
                word,
                work(others, NOISE, SLOPE, SlopeClasses.SCALED).word(),
                work(wider, NOISE, SLOPE, SlopeClasses.SCALED).word(),
                work(INPUTS, INPUTS, SLOPE, SlopeClasses.SCALED).word(),
                work(NOISE, INPUTS, SLOPE, SlopeClasses.SCALED).word(),
                work(INPUTS, NOISE, Rational.of(1, 5), SlopeClasses.SCALED).word(),
                work(INPUTS, NOISE, SLOPE, SlopeClasses.FOLDED).word()))
        .doesNotHaveDuplicates();
  }

  @Test
  void anotherSubtreeHasAnotherWord() {
    SubtreeWork work = work(INPUTS, NOISE, SLOPE, SlopeClasses.SCALED);
    assertThat(
            List.of(
                word(work, Descent.ALL),
                word(work, Descent.ALL, 1),
                word(work, Descent.ALL, 2),
                word(work, Descent.ALL, 1, 2),
                word(work, Descent.ALL, 2, 1),
                word(work, Descent.ALL, 0x12),
                word(work, 1, 1, 2),
                word(work, 2, 1, 2),
                word(work, 12, 1)))
        .doesNotHaveDuplicates();
  }

  private static String word(SubtreeWork work, long limit, long... masks) {
    return work.wordOf(new SubtreeWork.Part(masks, limit));
  }

  /** Only that all are independent is kept, with the number of primes that the certificate has. */
  @Test
  void whatIsKeptIsReadAsItWas() {
    SubtreeWork work = work(INPUTS, NOISE, SLOPE, SlopeClasses.SCALED);
    for (int primes : new int[] {1, 2, 17}) {
      SubtreeWork.Found found = new SubtreeWork.Independent(primes);
      assertThat(work.wordOfResult(found).flatMap(work::resultOf)).contains(found);
    }
    assertThat(work.wordOfResult(new SubtreeWork.OutOfPrimes())).isEmpty();
    assertThat(work.wordOfResult(new SubtreeWork.Stopped())).isEmpty();
    for (String none : new String[] {"", "0", "-1", "x", "1 ", "9999999999"}) {
      assertThat(work.resultOf(none)).as(none).isEqualTo(Optional.empty());
    }
  }
}
