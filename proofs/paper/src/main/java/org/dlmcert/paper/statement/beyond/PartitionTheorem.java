package org.dlmcert.paper.statement.beyond;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.SampleSets;

/** Whether a data set admits Lemma 3 for almost every noise: a yes or no from the inputs alone. */
public final class PartitionTheorem implements Statement {
  private static final long SEED = 32;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 4), Rational.of(-1), Rational.of(1, 100), Rational.of(2));

  /** Chooses the samples that each unit sees. */
  private interface Support {
    int[] of(Draws draws, SampleSets sets, int units);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "partition",
        "Partition theorem",
        "beyond the paper: Lemma 3 for a fixed X",
        "L = 2, s ≠ 0, X fixed; almost every E, or almost every E of fixed support.",
        "These are the same: rank((E∘σ)∘X) = N for every pattern σ and almost every E;"
            + " the samples split into d_1 groups of independent inputs; |S| ≤ d_1·rank X_S for"
            + " every set S. If the last fails for S, every E and σ is deficient, with a null"
            + " vector supported on S.",
        List.of(
            "|S| ≤ d_1·rank X_S for every S ⊆ {1, …, N}",
            "noise of fixed support, unit i seeing the samples M_i: |S| ≤ Σ_i rank X_{S∩M_i}"),
        "Anything about one given E: it may be an exception.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    smallest(transcript);
    int datasets = extent.of(12, 60, 600);
    transcript.heading("Inputs from {-1, 0, 1}, seed " + SEED);
    int[] plain =
        random(transcript, datasets, SEED, (draws, sets, units) -> sets.everything(units));
    transcript.heading("Noise that is zero in known places, seed " + (SEED + 1));
    int[] masked =
        random(
            transcript,
            datasets,
            SEED + 1,
            (draws, sets, units) ->
                IntStream.range(0, units)
                    .map(i -> draws.between(1, (1 << sets.samples()) - 1))
                    .toArray());
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d yes and %d no by every set, by every split and by every pattern, all with N ≤ d_0·d_1; with masks %d yes, %d no",
            plain[0],
            plain[1],
            masked[0],
            masked[1]));
  }

  private static void smallest(Transcript transcript) {
    transcript.heading("d_0 = d_1 = 2, N = 4 = d_0·d_1, three samples on one line");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2, 3, 0}, {0, 0, 0, 1}});
    transcript.show("X", inputs);
    SampleSets sets = new SampleSets(inputs);
    int set = sets.violated(sets.everything(2)).orElseThrow();
    transcript.checkEqual("the set S, as bits", 7, set);
    transcript.check("no split into two independent groups", !sets.splits(sets.everything(2)));
    Draws draws = new Draws(SEED, 1_000_000);
    RationalMatrix noise = draws.nonzero(2, 4);
    EveryPattern patterns = EveryPattern.of(inputs, noise, Rational.of(1, 4));
    transcript.show("noise E_1", noise);
    transcript.control(
        "for this X in place of almost every X: N ≤ d_0·d_1, yet all 256 patterns are deficient",
        patterns.countDeficient() == patterns.count());
    RationalMatrix v = RowSpace.of(patterns.gradient(37)).nullVector().orElseThrow();
    transcript.show("null vector for one pattern", v);
    transcript.check(
        "it is supported on S, and G·v = 0",
        v.get(0, 3).isZero() && patterns.gradient(37).times(v.transpose()).isZero());
    RationalMatrix better = RationalMatrix.of(new long[][] {{1, 2, 1, 0}, {0, 0, 1, 1}});
    transcript.check(
        "with the third sample (1, 1) every pattern of the same noise has rank 4",
        EveryPattern.of(better, noise, Rational.of(1, 4)).allFull());
  }

  /** The numbers of yes and no. */
  private static int[] random(Transcript transcript, int datasets, long seed, Support support) {
    Draws draws = new Draws(seed, 1);
    Draws noises = new Draws(seed + 100, 1_000_000);
    boolean sameCondition = true;
    boolean yesHolds = true;
    boolean noHolds = true;
    int[] counts = new int[2];
    for (int k = 0; k < datasets; k++) {
      int units = draws.between(1, 3);
      int dimensions = draws.between(2, 3);
      int samples = Math.min(units * dimensions, draws.between(2, 10 / units));
      SampleSets sets = new SampleSets(draws.matrix(dimensions, samples));
      int[] seen = support.of(draws, sets, units);
      Optional<Integer> violated = sets.violated(seen);
      sameCondition &= violated.isEmpty() == sets.splits(seen);
      Rational slope = SLOPES.get(k % SLOPES.size());
      RationalMatrix inputs = sets.columns((1 << samples) - 1);
      if (violated.isEmpty()) {
        counts[0]++;
        yesHolds &= EveryPattern.of(inputs, masked(noises, seen, samples), slope).allFull();
      } else {
        counts[1]++;
        noHolds &= isDeficientOn(violated.get(), inputs, masked(noises, seen, samples), slope);
      }
    }
    transcript.check("every split and every set agree on all " + datasets, sameCondition);
    transcript.check(
        counts[0] + " yes: every pattern of a random noise has rank N", yesHolds && counts[0] > 0);
    transcript.check(
        counts[1] + " no: the columns of S are dependent under every pattern of a random noise",
        noHolds && counts[1] > 0);
    return counts;
  }

  /** Whether every pattern of the samples in S alone is deficient. */
  private static boolean isDeficientOn(
      int set, RationalMatrix inputs, RationalMatrix noise, Rational slope) {
    EveryPattern patterns =
        EveryPattern.of(SampleSets.columns(inputs, set), SampleSets.columns(noise, set), slope);
    return patterns.countDeficient() == patterns.count();
  }

  private static RationalMatrix masked(Draws noises, int[] seen, int samples) {
    return RationalMatrix.of(
        seen.length, samples, (i, n) -> (seen[i] >> n & 1) == 1 ? noises.nonzero() : Rational.ZERO);
  }
}
