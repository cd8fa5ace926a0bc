package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;

/** Fewer units, fewer samples, fewer patterns. */
public final class Reductions implements Statement {
  private static final long SEED = 35;

  @Override
  public Heading heading() {
    return new Heading(
        "reductions",
        "Reductions",
        "beyond the paper: Lemma 3 for fixed X and E",
        "L = 2, X, E and s ≠ 0 given.",
        "Every pattern of (X, E) has rank N if it is so for a subset of the units; and if"
            + " it is so for the samples outside T projected along span X_T, where X_T has full"
            + " column rank and every sample of T has noise that is not zero. A sample's slopes"
            + " count up to a common factor; for s = -1 whole unit rows of a pattern may be"
            + " flipped, too.",
        List.of("2^{(N-1)(d_1-1)} classes of patterns for s = -1"),
        "The other directions: all patterns of the whole may have rank N and those of a"
            + " part not.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int datasets = extent.of(10, 60, 600);
    int byUnits = units(transcript, datasets);
    int bySamples = samples(transcript, datasets);
    folds(transcript, extent.of(4, 20, 200));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "every pattern of the full problem confirmed the reduced one where that held: %d times by units, %d times by samples; equal ranks of folded patterns",
            byUnits,
            bySamples));
  }

  private static int units(Transcript transcript, int datasets) {
    transcript.heading("Dropped units: d_0 = 2, d_1 = 3, N = 3 or 4, J = {1, 2}, seed " + SEED);
    Draws draws = new Draws(SEED, 2);
    boolean implied = true;
    int held = 0;
    int converse = 0;
    for (int k = 0; k < datasets; k++) {
      int samples = 3 + k % 2;
      RationalMatrix inputs = draws.nonzero(2, samples);
      RationalMatrix noise = draws.nonzero(3, samples);
      Rational slope = Rational.of(1, 4);
      boolean reduced = EveryPattern.of(inputs, noise.rows(new int[] {0, 1}), slope).allFull();
      boolean full = EveryPattern.of(inputs, noise, slope).allFull();
      held += reduced ? 1 : 0;
      implied &= !reduced || full;
      converse += full && !reduced ? 1 : 0;
    }
    transcript.check(
        String.format(
            Locale.ROOT,
            "it held for J in %d of %d data sets, and for all units in each of these",
            held,
            datasets),
        implied && held > 0);
    transcript.control(
        String.format(
            Locale.ROOT,
            "the other direction: in %d data sets it holds for all units and not for J",
            converse),
        converse > 0);
    return held;
  }

  private static int samples(Transcript transcript, int datasets) {
    transcript.heading("Projected samples: d_0 = 3, d_1 = 2, N = 4, T = {4}, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 3);
    Rational slope = Rational.of(1, 4);
    boolean implied = true;
    int held = 0;
    int broken = 0;
    for (int k = 0; k < datasets; k++) {
      RationalMatrix inputs = draws.nonzero(3, 4);
      RationalMatrix noise = draws.nonzero(2, 4);
      boolean reduced = isFullOutside(inputs, noise, slope);
      held += reduced ? 1 : 0;
      implied &= !reduced || EveryPattern.of(inputs, noise, slope).allFull();
      RationalMatrix dead =
          RationalMatrix.of(2, 4, (i, n) -> n == 3 ? Rational.ZERO : noise.get(i, n));
      broken += reduced && !EveryPattern.of(inputs, dead, slope).allFull() ? 1 : 0;
    }
    transcript.check(
        String.format(
            Locale.ROOT,
            "it held for the projected samples in %d of %d data sets, and for all samples in each",
            held,
            datasets),
        implied && held > 0);
    transcript.control(
        String.format(
            Locale.ROOT, "without noise on the sample of T: %d of these are deficient", broken),
        broken == held && held > 0);
    withoutProjection(transcript);
    return held;
  }

  /** Whether every pattern of all samples but the last, projected along it, has full rank. */
  private static boolean isFullOutside(
      RationalMatrix inputs, RationalMatrix noise, Rational slope) {
    int[] outside = IntStream.range(0, inputs.columns() - 1).toArray();
    return EveryPattern.of(projected(inputs).columns(outside), noise.columns(outside), slope)
        .allFull();
  }

  /** x = (1, 1) and (2, 2), one unit: the first sample alone is no matter, both are dependent. */
  private static void withoutProjection(Transcript transcript) {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2}, {1, 2}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{3, 5}});
    Rational slope = Rational.of(1, 4);
    int[] first = {0};
    transcript.check(
        "X = [[1, 2], [1, 2]], d_1 = 1, T = {2}: the projected sample is 0, so nothing is claimed",
        !isFullOutside(inputs, noise, slope));
    transcript.control(
        "without the projection: the first sample alone has rank 1 under every pattern, both have not rank 2",
        EveryPattern.of(inputs.columns(first), noise.columns(first), slope).allFull()
            && !EveryPattern.of(inputs, noise, slope).allFull());
  }

  /** Q·X with ker Q = span of the last column: 2×N. */
  private static RationalMatrix projected(RationalMatrix inputs) {
    RationalMatrix last = inputs.columns(new int[] {inputs.columns() - 1});
    return RationalMatrix.of(IntegerKernel.basis(last.transpose().clearColumns().matrix()))
        .times(inputs);
  }

  private static void folds(Transcript transcript, int datasets) {
    transcript.heading(
        "s = -1, d_0 = d_1 = 2, N = 4: flipped samples and unit rows, seed " + (SEED + 2));
    Draws draws = new Draws(SEED + 2, 3);
    boolean equal = true;
    boolean sameVerdict = true;
    int different = 0;
    for (int k = 0; k < datasets; k++) {
      RationalMatrix inputs = draws.nonzero(2, 4);
      RationalMatrix noise = draws.nonzero(2, 4);
      EveryPattern fold = EveryPattern.of(inputs, noise, Rational.of(-1));
      EveryPattern leaky = EveryPattern.of(inputs, noise, Rational.of(1, 4));
      List<Integer> classes = new ArrayList<>();
      for (int bits = 0; bits < 256; bits++) {
        int first = representative(bits);
        equal &= fold.isFull(bits) == fold.isFull(first);
        different += leaky.isFull(bits) == leaky.isFull(first) ? 0 : 1;
        if (first == bits) {
          classes.add(bits);
        }
      }
      sameVerdict &=
          classes.size() == 8 && classes.stream().allMatch(fold::isFull) == fold.allFull();
    }
    transcript.check("folded patterns are full or deficient together", equal);
    transcript.check("the 2^{(N-1)(d_1-1)} = 8 classes decide all 256 patterns", sameVerdict);
    transcript.control(
        String.format(
            Locale.ROOT,
            "with s = 1/4 in place of -1 the folded patterns differ %d times",
            different),
        different > 0);
  }

  /** Unit 1 without s anywhere, by flipping samples; then unit 2 without s at sample 1. */
  private static int representative(int bits) {
    int second = bits >> 4 ^ bits & 15;
    return ((second & 1) == 0 ? second : second ^ 15) << 4;
  }
}
