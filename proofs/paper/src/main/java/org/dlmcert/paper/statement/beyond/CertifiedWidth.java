package org.dlmcert.paper.statement.beyond;

import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.SampleSets;

/** The least width of a data set for which Theorem 4 holds for almost every noise. */
public final class CertifiedWidth implements Statement {
  private static final long SEED = 320;

  @Override
  public Heading heading() {
    return new Heading(
        "certified-width",
        "Certified width",
        "beyond the paper: the d_1 of Theorem 4 for a fixed X",
        "L = 2, s ≠ 0, X fixed without a zero sample; almost every noise.",
        "w*(X) is the least d_1 for which every pattern has rank N. With w* - 1 units"
            + " every noise has targets with a bad minimum. With a zero sample no width is"
            + " enough.",
        List.of("w*(X) = max_S ⌈|S|/rank X_S⌉"),
        "That given targets need this many units.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("Inputs from {-1, 0, 1}, seed " + SEED);
    Draws draws = new Draws(SEED, 1);
    Draws noises = new Draws(SEED + 1, 1_000_000);
    int datasets = extent.of(10, 60, 600);
    boolean least = true;
    boolean full = true;
    boolean bad = true;
    int wider = 0;
    int seen = 0;
    int confirmed = 0;
    int atLeastTwo = 0;
    while (seen < datasets) {
      int dimensions = draws.between(2, 3);
      int samples = draws.between(3, 6);
      RationalMatrix inputs = draws.matrix(dimensions, samples);
      SampleSets sets = new SampleSets(inputs);
      if (hasZeroSample(sets)) {
        continue;
      }
      seen++;
      int width = width(sets);
      least &= width == leastBySplitting(sets);
      wider += width > (samples + dimensions - 1) / dimensions ? 1 : 0;
      if (width * samples <= 12) {
        confirmed++;
        full &=
            EveryPattern.of(inputs, noises.nonzero(width, samples), Rational.of(1, 4)).allFull();
      }
      if (width > 1) {
        atLeastTwo++;
        bad &= hasBadMinimum(inputs, width - 1, noises);
      }
      if (seen == 1) {
        transcript.show("X", inputs);
        transcript.say("w* = " + width);
      }
    }
    transcript.check(
        "w* is the least number of independent groups, by trying every split, for all " + datasets,
        least);
    transcript.check(
        "with w* units every pattern of a random noise has rank N, where w*·N ≤ 12: " + confirmed,
        full && confirmed > 0);
    transcript.check(
        "with w* - 1 ≥ 1 units a random noise has targets with a bad minimum: " + atLeastTwo,
        bad && atLeastTwo > 0);
    transcript.control(
        "⌈N/d_0⌉ in place of w*: too narrow for " + wider + " of the data sets", wider > 0);
    SampleSets zero = new SampleSets(RationalMatrix.of(new long[][] {{1, 0}, {1, 0}}));
    boolean never = true;
    for (int units = 1; units <= 20; units++) {
      never &= !zero.splits(zero.everything(units));
    }
    transcript.control("with a zero sample no width up to 20 has a split", never);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "w* against every split for %d data sets, for %d of them more than ⌈N/d_0⌉",
            datasets,
            wider));
  }

  /** The least number of units for which some split is independent. */
  private static int leastBySplitting(SampleSets sets) {
    int units = 0;
    while (!sets.splits(sets.everything(units))) {
      units++;
    }
    return units;
  }

  private static int width(SampleSets sets) {
    int width = 0;
    for (int set = 1; set < 1 << sets.samples(); set++) {
      int rank = sets.rank(set);
      width = Math.max(width, (Integer.bitCount(set) + rank - 1) / rank);
    }
    return width;
  }

  private static boolean hasZeroSample(SampleSets sets) {
    for (int n = 0; n < sets.samples(); n++) {
      if (sets.rank(1 << n) == 0) {
        return true;
      }
    }
    return false;
  }

  /** The pattern of random weights is deficient and has a bad minimum, exactly. */
  private static boolean hasBadMinimum(RationalMatrix inputs, int units, Draws draws) {
    RationalMatrix noise = draws.nonzero(units, inputs.columns());
    RationalMatrix weights = draws.nonzero(units, inputs.rows());
    return BadMinimum.at(inputs, noise, Rational.of(1, 4), weights)
        .filter(minimum -> minimum.setting().isDifferentiable())
        .filter(minimum -> minimum.setting().loss().signum() > 0)
        .filter(minimum -> minimum.setting().gradient().isZero())
        .filter(minimum -> minimum.setting().noneLowerNearby(draws, 5))
        .isPresent();
  }
}
