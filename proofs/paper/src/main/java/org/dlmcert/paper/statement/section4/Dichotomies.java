package org.dlmcert.paper.statement.section4;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Dichotomy;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.GeneralPosition;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/**
 * The remark that ⌈N/d_0⌉ is also the least width that can implement any dichotomy, with the
 * hypotheses that it needs for these networks.
 */
public final class Dichotomies implements Statement {
  private static final long SEED = 45;
  private static final Rational QUARTER = Rational.of(1, 4);

  @Override
  public Heading heading() {
    return new Heading(
        "dichotomies",
        "Theorem 4, remark on dichotomies",
        "section 4, after Theorem 4, where the hypotheses are missing",
        "L = 2, s > 0, d_1 = ⌈N/d_0⌉ units, inputs in general position, noise that may be"
            + " chosen.",
        "There is noise, and a neighbourhood of it, for which weights give the outputs"
            + " any prescribed signs. Fewer units can fail: one unit does for N > d_0, whatever"
            + " the noise.",
        List.of("W_1 rows solve w_i·x⁽ⁿ⁾ = y⁽ⁿ⁾ on group i of d_0 samples, w_2 = 1: v = y or s·y"),
        "The same for all noise, for s < 0 or without noise: there some dichotomies"
            + " cannot be implemented.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int built = byGroups(transcript);
    int decided = withRandomNoise(transcript, extent.of(1, 4, 20));
    tooFew(transcript, extent.of(1, 3, 10));
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d dichotomies implemented by explicit weights; all dichotomies of %d random (X, E_1) decided exactly, all implemented with ⌈N/d_0⌉ units; not so with one unit, or without noise",
            built,
            decided));
  }

  /** Unit i sees the samples of group i alone and takes the values y there. */
  private static int byGroups(Transcript transcript) {
    transcript.heading("Noise ε_in = 1 for the samples n of group i, otherwise 0, seed " + SEED);
    transcript.say(
        "Groups of d_0 samples; w_i solves w_i·x⁽ⁿ⁾ = y⁽ⁿ⁾ in group i, w_2 is all ones. Then v = y or"
            + " s·y. Sizes d_0, N: 1, 4; 2, 5; 2, 6; 3, 7; 4, 8; the noise also moved by up to 10^-9.");
    Draws draws = new Draws(SEED, 20);
    int built = 0;
    boolean all = true;
    boolean nearby = true;
    boolean complete = true;
    for (List<Integer> size :
        List.of(List.of(1, 4), List.of(2, 5), List.of(2, 6), List.of(3, 7), List.of(4, 8))) {
      int d0 = size.get(0);
      int samples = size.get(1);
      int d1 = (samples + d0 - 1) / d0;
      RationalMatrix x = GeneralPosition.draw(draws, d0, samples);
      RationalMatrix e = RationalMatrix.of(d1, samples, (i, n) -> Rational.of(n / d0 == i ? 1 : 0));
      Set<List<Integer>> implemented = new HashSet<>();
      for (int labels = 0; labels < 1 << samples; labels++, built++) {
        int bits = labels;
        RationalMatrix y =
            RationalMatrix.of(1, samples, (o, n) -> Rational.of((bits >> n & 1) == 1 ? 1 : -1));
        Setting point =
            new Setting(
                x,
                List.of(e),
                QUARTER,
                List.of(byGroups(x, y, d1), RationalMatrix.of(1, d1, (o, i) -> Rational.ONE)),
                y);
        all &= Dichotomy.separates(point);
        implemented.add(point.outputs().row(0).stream().map(Rational::signum).toList());
        RationalMatrix moved =
            RationalMatrix.of(
                d1,
                samples,
                (i, n) -> e.get(i, n).plus(draws.nonzero().times(Rational.of(1, 20_000_000_000L))));
        nearby &= Dichotomy.separates(new Setting(x, List.of(moved), QUARTER, point.weights(), y));
      }
      complete &= implemented.size() == BigInteger.TWO.pow(samples).intValueExact();
    }
    transcript.check("all " + built + " dichotomies are implemented", all);
    transcript.check("these are 2^N different signs of the outputs for each size", complete);
    transcript.check("also under the moved noise, in which no entry is zero", nearby);
    return built;
  }

  private static RationalMatrix byGroups(RationalMatrix x, RationalMatrix y, int d1) {
    int d0 = x.rows();
    return RationalMatrix.ofRows(
        d0,
        IntStream.range(0, d1)
            .mapToObj(
                i -> {
                  int[] group = IntStream.range(0, x.columns()).filter(n -> n / d0 == i).toArray();
                  return RowSpace.of(x.columns(group)).coefficients(y.columns(group)).row(0);
                })
            .toList());
  }

  /** All dichotomies of small instances, each decided by linear programs over all cells. */
  private static int withRandomNoise(Transcript transcript, int instances) {
    transcript.heading("Random noise, every dichotomy decided exactly, seed " + (SEED + 1));
    transcript.say(
        "d_0, d_1, N = 1, 2, 2; 1, 3, 3; 2, 2, 3; 2, 2, 4; slopes 1/4 and 3. For every cell of"
            + " (W_1, w_2) a linear program; its weights are tried in a forward pass, its"
            + " contradictions added up.");
    Draws draws = new Draws(SEED + 1, 50);
    int decided = 0;
    int impossible = 0;
    for (int k = 0; k < instances; k++) {
      for (List<Integer> size :
          List.of(List.of(1, 2, 2), List.of(1, 3, 3), List.of(2, 2, 3), List.of(2, 2, 4))) {
        RationalMatrix x = GeneralPosition.draw(draws, size.get(0), size.get(2));
        RationalMatrix e = draws.nonzero(size.get(1), size.get(2));
        impossible += new Dichotomy(x, e, k % 2 == 0 ? QUARTER : Rational.of(3)).impossible();
        decided++;
      }
    }
    transcript.checkEqual(
        "dichotomies that no weights implement, of " + decided + " (X, E_1)", 0, impossible);
    return decided;
  }

  private static RationalMatrix ones(int units, int samples) {
    return RationalMatrix.of(units, samples, (i, n) -> Rational.ONE);
  }

  private static void tooFew(Transcript transcript, int instances) {
    transcript.heading("Hypotheses dropped, seed " + (SEED + 2));
    Draws draws = new Draws(SEED + 2, 50);
    boolean one = true;
    boolean plain = true;
    boolean atTheBound = true;
    for (int k = 0; k < instances; k++) {
      RationalMatrix three = GeneralPosition.draw(draws, 2, 3);
      one &= new Dichotomy(three, draws.nonzero(1, 3), QUARTER).impossible() == 2;
      RationalMatrix five = GeneralPosition.draw(draws, 2, 5);
      plain &= new Dichotomy(five, ones(2, 5), QUARTER).impossible() == 10;
      RationalMatrix four = GeneralPosition.draw(draws, 2, 4);
      atTheBound &= new Dichotomy(four, ones(2, 4), QUARTER).impossible() == 2;
    }
    transcript.control(
        "with one unit, d_0 = 2, N = 3, random noise: 2 of 8 dichotomies cannot be implemented",
        one);
    transcript.control(
        "with 2 < 5/2 units, d_0 = 2, N = 5, no noise: 10 of 32 cannot be implemented", plain);
    transcript.control(
        "without noise even ⌈N/d_0⌉ units are too few: d_0 = d_1 = 2, N = 4, 2 of 16 cannot be"
            + " implemented",
        atTheBound);
    RationalMatrix x = GeneralPosition.draw(draws, 2, 4);
    int impossible = new Dichotomy(x, ones(2, 4), Rational.of(-1)).impossible();
    int noisy = 0;
    for (int k = 0; k < 6; k++) {
      noisy += new Dichotomy(x, draws.nonzero(2, 4), Rational.of(-1)).impossible() > 0 ? 1 : 0;
    }
    transcript.control(
        String.format(
            Locale.ROOT,
            "without s > 0: at s = -1, d_0 = d_1 = 2, N = 4, %d of 16 cannot be implemented without noise, and some cannot for %d of 6 random noises",
            impossible,
            noisy),
        impossible > 0 && noisy > 0);
    Optional<RationalMatrix> enough =
        IntStream.range(0, 10)
            .mapToObj(k -> draws.nonzero(2, 5))
            .filter(
                e -> new Dichotomy(GeneralPosition.draw(draws, 2, 5), e, QUARTER).impossible() == 0)
            .findFirst();
    transcript.check(
        "with random noise fewer units can be enough for dichotomies, though not for all targets: for"
            + " d_0 = d_1 = 2, N = 5, all 32 are implemented at a random (X, E_1)",
        enough.isPresent());
  }
}
