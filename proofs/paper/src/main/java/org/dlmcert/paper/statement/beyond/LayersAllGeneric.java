package org.dlmcert.paper.statement.beyond;

import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;

/** Three layers, where weights and noise are all generic: any inputs will do that are not zero. */
public final class LayersAllGeneric implements Statement {
  private static final long SEED = 325;

  @Override
  public Heading heading() {
    return new Heading(
        "generic-layers",
        "Generic lower layers",
        "beyond the paper: Theorem 5 for a fixed X",
        "L ≥ 3, s ≠ 0, X given; almost every (E, W_1, …, W_{L-2}).",
        "Every pattern of all layers has rank N, exactly if every x⁽ⁿ⁾ ≠ 0 and N ≤"
            + " d_{L-2}·d_{L-1}. The rank of X plays no part.",
        List.of("x⁽ⁿ⁾ ≠ 0 for every n, N ≤ d_{L-2}·d_{L-1}"),
        "That local minima in all weights are good: W_1, …, W_{L-2} are held.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int samples = extent.of(3, 4, 4);
    Draws draws = new Draws(SEED, 1_000_000);
    transcript.heading(
        String.format(
            Locale.ROOT, "d = 1-2-2-1, N = %d, all inputs on one line, seed %d", samples, SEED));
    RationalMatrix line = RationalMatrix.of(1, samples, (j, n) -> Rational.of(n + 1));
    int patterns = everyPattern(transcript, draws, line, Rational.of(1, 4));
    patterns += everyPattern(transcript, draws, line, Rational.of(-1));
    RationalMatrix repeated = RationalMatrix.of(2, samples, (j, n) -> Rational.of(j + 1));
    transcript.heading("d = 2-2-2-1, all samples the same");
    patterns += everyPattern(transcript, draws, repeated, Rational.of(1, 4));
    transcript.heading("Each hypothesis dropped");
    RationalMatrix zero = RationalMatrix.of(1, 3, (j, n) -> Rational.of(n));
    transcript.control(
        "with a zero sample all " + tried(zero, 2) + " patterns tried are deficient",
        deficientEverywhere(draws, zero, 2));
    RationalMatrix five = RationalMatrix.of(1, 5, (j, n) -> Rational.of(n + 1));
    transcript.control(
        "with N = 5 > d_1·d_2 = 4 all " + tried(five, 2) + " patterns tried are deficient",
        deficientEverywhere(draws, five, 2));
    RationalMatrix noise = draws.nonzero(2, 3);
    RationalMatrix three = RationalMatrix.of(1, 3, (j, n) -> Rational.of(n + 1));
    transcript.control(
        "L = 2 in place of L ≥ 3: with rank X = 1, d_1 = 2 and N = 3 every pattern is deficient",
        EveryPattern.of(three, noise, Rational.of(1, 4)).countDeficient() == 64);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "all %d patterns of both hidden layers of three random networks have rank N, with inputs of rank 1",
            patterns));
  }

  private static int everyPattern(
      Transcript transcript, Draws draws, RationalMatrix inputs, Rational slope) {
    int samples = inputs.columns();
    RationalMatrix u = draws.nonzero(2, inputs.rows()).times(inputs);
    EveryPattern first = EveryPattern.of(u, draws.nonzero(2, samples), slope);
    RationalMatrix upper = draws.nonzero(2, samples);
    boolean full = true;
    int count = 0;
    for (int bits = 0; bits < first.count(); bits++) {
      EveryPattern second = EveryPattern.of(outputs(first, bits, u), upper, slope);
      full &= second.allFull();
      count += second.count();
    }
    transcript.check(
        String.format(
            Locale.ROOT, "all %d patterns have rank N = %d, s = %s", count, samples, slope),
        full);
    return count;
  }

  /**
   * How many patterns {@link #deficientEverywhere} looks at: 2 of layer 1, every 31st of layer 2.
   */
  private static int tried(RationalMatrix inputs, int units) {
    return 2 * (((1 << units * inputs.columns()) + 30) / 31);
  }

  /** Some patterns of the first hidden layer with some of the second. */
  private static boolean deficientEverywhere(Draws draws, RationalMatrix inputs, int units) {
    int samples = inputs.columns();
    RationalMatrix u = draws.nonzero(2, inputs.rows()).times(inputs);
    EveryPattern first = EveryPattern.of(u, draws.nonzero(2, samples), Rational.of(1, 4));
    RationalMatrix upper = draws.nonzero(units, samples);
    boolean all = true;
    for (int bits = 0; bits < first.count(); bits += first.count() / 2 + 1) {
      EveryPattern second = EveryPattern.of(outputs(first, bits, u), upper, Rational.of(1, 4));
      for (int other = 0; other < second.count(); other += 31) {
        all &= !second.isFull(other);
      }
    }
    return all;
  }

  /** V_1 = A_1∘u_1 entrywise. */
  private static RationalMatrix outputs(EveryPattern pattern, int bits, RationalMatrix u) {
    RationalMatrix a = pattern.slopes(bits);
    return RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
  }
}
