package org.dlmcert.paper.statement.section5;

import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;

/** With all layers but the last held, its width has to reach N. */
public final class LastLayerAlone implements Statement {
  private static final long SEED = 58;
  private static final List<List<Integer>> WIDTHS =
      List.of(List.of(2, 2, 3, 1), List.of(1, 2, 2, 1), List.of(2, 2, 2, 3, 1));

  @Override
  public Heading heading() {
    return new Heading(
        "last-layer-alone",
        "The last layer alone",
        "section 5, beside Theorem 5",
        "All layers but the last held; W_L alone trained.",
        "V_{L-1} has rank N only if d_{L-1} ≥ N; for d_{L-1} ≥ N and u_{L-1} ≠ 0 in every"
            + " entry almost every E_{L-1} gives it. Training W_{L-1}, too, needs"
            + " d_{L-2}·d_{L-1} ≥ N only.",
        List.of(
            "∇_{w_L} MSE = (1/N) V_{L-1} e",
            "V_{L-1} is d_{L-1}×N, G_{L-1} = A_{L-1}∘V_{L-2} is (d_{L-2}·d_{L-1})×N"),
        "That a narrow last layer always leaves error: for some targets the best W_L is"
            + " exact.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("N = d_{L-1} and one more, random noise, weights and targets, seed " + SEED);
    transcript.say(
        "Widths " + Widths.texts(WIDTHS) + "; a best W_L by least squares on the rows of V_{L-1}.");
    Draws draws = new Draws(SEED, 9);
    int networks = extent.of(6, 30, 300);
    boolean wide = true;
    boolean lastTwo = true;
    int left = 0;
    int equal = 0;
    for (int k = 0; k < networks; k++) {
      List<Integer> widths = WIDTHS.get(k % WIDTHS.size());
      int units = widths.get(widths.size() - 2);
      Setting enough = RandomPoint.of(draws, widths, units);
      wide &= Rank.of(last(enough)) == units && best(enough).isZero();
      Setting more = RandomPoint.of(draws, widths, units + 1);
      left += best(more).signum() > 0 ? 1 : 0;
      lastTwo &= Rank.of(Gradient.of(more.instance()).layer(more.depth() - 1)) == units + 1;
      equal += Rank.of(last(twoAlike(enough))) < units ? 1 : 0;
    }
    transcript.check(
        "N = d_{L-1}: rank V_{L-1} = N, and the best W_L has MSE = 0, at all " + networks, wide);
    transcript.check(
        "N = d_{L-1} + 1 ≤ d_{L-2}·d_{L-1}: rank(G_{L-1}) = N at all, so that W_{L-1} helps",
        lastTwo);
    transcript.control(
        "without d_{L-1} ≥ N: the best W_L leaves MSE > 0 at " + left + " of " + networks,
        left == networks);
    transcript.control(
        "without noise: a sample twice another gives rank V_{L-1} < N = d_{L-1} at "
            + equal
            + " of "
            + networks,
        equal == networks);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "the last layer alone reaches MSE = 0 in %d networks with N = d_{L-1}, and in none of %d with one sample more, where the last two have rank N",
            networks,
            networks));
  }

  /** V_{L-1}. */
  private static RationalMatrix last(Setting point) {
    RationalMatrix u = point.preactivations().get(point.depth() - 2);
    RationalMatrix a = point.slopes().get(point.depth() - 2);
    return RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
  }

  /** The least ‖W_L V_{L-1} - y‖². */
  private static Rational best(Setting point) {
    return RowSpace.of(last(point)).distanceSquared(point.targets());
  }

  /** The same without noise and with sample 2 twice sample 1. */
  private static Setting twoAlike(Setting point) {
    RationalMatrix x = point.inputs();
    return new Setting(
        RationalMatrix.of(
            x.rows(),
            x.columns(),
            (j, n) -> n == 1 ? x.get(j, 0).times(Rational.of(2)) : x.get(j, n)),
        point.noise().stream()
            .map(e -> RationalMatrix.of(e.rows(), e.columns(), (i, n) -> Rational.ONE))
            .toList(),
        point.slope(),
        point.weights(),
        point.targets());
  }
}
