package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;

/** Three and more layers with given lower weights: a matching of samples and units. */
public final class LayersMatching implements Statement {
  private static final long SEED = 326;
  private static final int TRIALS = 20;

  @Override
  public Heading heading() {
    return new Heading(
        "layer-matching",
        "Given lower weights",
        "beyond the paper: Theorem 5 for fixed X and W_1, …, W_{L-2}",
        "L ≥ 3, s ≠ 0, X and W_1, …, W_{L-2} given; almost every E; Γ(S) the units of"
            + " layer L-2 that are alive on a sample of S.",
        "Every pattern of all layers has rank N, exactly if samples can be matched to"
            + " alive units, at most d_{L-1} to each.",
        List.of("|S| ≤ d_{L-1}·|Γ(S)| for every set S of samples"),
        "Anything about given noise, or about minima in which W_1, …, W_{L-2} move.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading(
        "Two or three hidden layers, all widths 2, weights from {-1, 0, 1}, seed " + SEED);
    Draws draws = new Draws(SEED, 1);
    Draws noises = new Draws(SEED + 1, 1_000_000);
    int networks = extent.of(20, 80, 800);
    boolean conditions = true;
    boolean yesHolds = true;
    boolean noHolds = true;
    int yes = 0;
    int no = 0;
    int nonzero = 0;
    int dead = 0;
    for (int k = 0; k < networks; k++) {
      int samples = draws.between(2, 4);
      List<RationalMatrix> weights = new ArrayList<>();
      for (int l = 0; l < 1 + k % 2; l++) {
        weights.add(draws.matrix(2, 2));
      }
      RationalMatrix inputs = draws.matrix(2, samples);
      int[] alive = alive(inputs, weights);
      boolean hall = hall(alive);
      conditions &= hall == matches(alive, new int[2], 0);
      Rational slope = k % 3 == 0 ? Rational.of(-1) : Rational.of(1, 4);
      if (hall) {
        yes++;
        dead += patterns(inputs, weights, noises, draws, Rational.ZERO) > 0 ? 1 : 0;
        yesHolds &= patterns(inputs, weights, noises, draws, slope) == 0;
      } else {
        no++;
        nonzero += zeroSample(inputs) ? 0 : 1;
        noHolds &= patterns(inputs, weights, noises, draws, slope) == TRIALS;
      }
    }
    transcript.check("Hall's condition and the search for a matching agree", conditions);
    transcript.check(
        String.format(Locale.ROOT, "%d yes: random patterns with random noise have rank N", yes),
        yesHolds && yes > 0);
    transcript.check(
        String.format(
            Locale.ROOT, "%d no: random patterns with random noise are all deficient", no),
        noHolds && no > 0);
    transcript.control(
        "without s ≠ 0: at s = 0 some of the random patterns are deficient in "
            + dead
            + " of the networks with yes",
        dead > 0);
    transcript.control(
        String.format(
            Locale.ROOT,
            "no zero sample and N ≤ d_{L-2}·d_{L-1} = 4 in place of the matching: %d such networks are deficient",
            nonzero),
        nonzero > 0);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d yes and %d no by Hall's condition, by matching and by patterns with random noise",
            yes,
            no));
  }

  private static boolean zeroSample(RationalMatrix inputs) {
    for (int n = 0; n < inputs.columns(); n++) {
      if (inputs.columns(new int[] {n}).isZero()) {
        return true;
      }
    }
    return false;
  }

  /** How many of some random patterns of all layers with random noise are deficient. */
  private static int patterns(
      RationalMatrix inputs,
      List<RationalMatrix> weights,
      Draws noises,
      Draws draws,
      Rational slope) {
    int samples = inputs.columns();
    int deficient = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      RationalMatrix v = inputs;
      for (RationalMatrix w : weights) {
        RationalMatrix u = w.times(v);
        RationalMatrix a = slopes(noises, draws, samples, slope);
        v = RationalMatrix.of(2, samples, (i, n) -> a.get(i, n).times(u.get(i, n)));
      }
      RationalMatrix top = slopes(noises, draws, samples, slope);
      deficient += Rank.of(KhatriRao.product(top, v)) < samples ? 1 : 0;
    }
    return deficient;
  }

  private static RationalMatrix slopes(Draws noises, Draws draws, int samples, Rational slope) {
    return RationalMatrix.of(
        2,
        samples,
        (i, n) -> draws.between(0, 1) == 0 ? noises.nonzero() : noises.nonzero().times(slope));
  }

  /** Per sample the units of the last given layer that are alive, as bits. */
  private static int[] alive(RationalMatrix inputs, List<RationalMatrix> weights) {
    int[] alive = new int[inputs.columns()];
    RationalMatrix u = weights.get(0).times(inputs);
    for (int n = 0; n < alive.length; n++) {
      for (int i = 0; i < 2; i++) {
        alive[n] |= u.get(i, n).isZero() ? 0 : 1 << i;
      }
      for (RationalMatrix w : weights.subList(1, weights.size())) {
        int above = 0;
        for (int i = 0; i < 2; i++) {
          for (int j = 0; j < 2; j++) {
            above |= !w.get(i, j).isZero() && (alive[n] >> j & 1) == 1 ? 1 << i : 0;
          }
        }
        alive[n] = above;
      }
    }
    return alive;
  }

  private static boolean hall(int[] alive) {
    for (int set = 1; set < 1 << alive.length; set++) {
      int units = 0;
      for (int n = 0; n < alive.length; n++) {
        units |= (set >> n & 1) == 1 ? alive[n] : 0;
      }
      if (Integer.bitCount(set) > 2 * Integer.bitCount(units)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the samples from this one on can be matched, at most two to each unit. */
  private static boolean matches(int[] alive, int[] load, int sample) {
    if (sample == alive.length) {
      return true;
    }
    for (int i = 0; i < load.length; i++) {
      if ((alive[sample] >> i & 1) == 1 && load[i] < 2) {
        load[i]++;
        boolean found = matches(alive, load, sample + 1);
        load[i]--;
        if (found) {
          return true;
        }
      }
    }
    return false;
  }
}
