package org.dlmcert.paper.statement.section5;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.Setting;

/** The example of section 6 without noise, with the hypotheses that it needs. */
public final class Section6 implements Statement {
  private static final long SEED = 6;

  @Override
  public Heading heading() {
    return new Heading(
        "section-6",
        "Section 6",
        "section 6, where the hypotheses X ≥ 0, no zero sample and N > rank V_{L-2} are"
            + " missing",
        "No noise, X ≥ 0 without a zero sample, all weights negative, s ≠ 0, N > rank"
            + " V_{L-2}.",
        "Every A_l is constant, and rank G_{L-1} = rank V_{L-2} < N, however many rows"
            + " G_{L-1} has.",
        List.of("A_l = c_l·1, so that A_{L-1}∘V_{L-2} = c_{L-1}·(1⊗I)V_{L-2}"),
        "That such weights are a local minimum, or that training goes there.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int networks = random(transcript, extent.of(8, 60, 600));
    small(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "constant slopes and rank G_{L-1} = rank V_{L-2} < N in %d random networks of 2 to 5 layers",
            networks));
  }

  private static int random(Transcript transcript, int networks) {
    transcript.heading("Random negative weights, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean constant = true;
    boolean alternating = true;
    boolean absorbed = true;
    boolean engine = true;
    for (int k = 0; k < networks; k++) {
      Setting setting = network(draws, draws.between(2, 5));
      List<RationalMatrix> slopes = setting.slopes();
      constant &= slopes.stream().allMatch(Section6::isConstant);
      alternating &= alternates(setting);
      RationalMatrix below = below(setting);
      int rank = Rank.of(below);
      engine &= Rank.of(Gradient.of(setting.instance()).layer(setting.depth() - 1)) == rank;
      absorbed &=
          Rank.of(KhatriRao.product(slopes.get(setting.depth() - 2), below)) == rank
              && rank < setting.samples();
      if (k == 0) {
        transcript.show("X", setting.inputs());
        transcript.show("A_{L-1}", slopes.get(setting.depth() - 2));
        transcript.show("V_{L-2}", below);
      }
    }
    transcript.check("every A_l is constant in all " + networks, constant);
    transcript.check(
        "A_1 is s; above it A_l is s where v_{l-1} > 0 and 1 where v_{l-1} < 0", alternating);
    transcript.check("rank(A_{L-1}∘V_{L-2}) = rank V_{L-2} < N", absorbed);
    transcript.check("the same for the G_{L-1} of backpropagation, (5.4)", engine);
    return networks;
  }

  private static void small(Transcript transcript) {
    transcript.heading("Each hypothesis dropped");
    RationalMatrix negative = RationalMatrix.of(new long[][] {{-1, -2}, {-2, -1}});
    RationalMatrix identity = RationalMatrix.of(new long[][] {{1, 0}, {0, 1}});
    transcript.control(
        "without N > rank V_{L-2}: X = I_2, N = 2 gives rank 2 = N", rank(negative, identity) == 2);
    RationalMatrix line = RationalMatrix.of(new long[][] {{1, -1}});
    RationalMatrix slopes =
        setting(RationalMatrix.of(new long[][] {{-1}}), line, ones(1, 2)).slopes().get(0);
    transcript.show("A_1 for x = ±1", slopes);
    transcript.control("without X ≥ 0: x = ±1 has the slopes s and 1", !isConstant(slopes));
    RationalMatrix mixed = RationalMatrix.of(new long[][] {{1, 0, 1}, {0, 1, -1}});
    transcript.show("X with a negative entry", mixed);
    transcript.control(
        "without X ≥ 0 the rank may be N = 3, although rank X = 2", rank(negative, mixed) == 3);
    RationalMatrix zero = RationalMatrix.of(new long[][] {{1, 0}, {1, 0}});
    transcript.control(
        "with a zero sample A_1 is not constant: its slope there is 1",
        !isConstant(setting(negative, zero, ones(2, 2)).slopes().get(0)));
    RationalMatrix positive = RationalMatrix.of(new long[][] {{1, 2, 3, 1}, {1, 1, 1, 3}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{1, 2, 3, 5}, {7, 2, 1, 4}});
    Setting noisy = setting(negative, positive, noise);
    transcript.show("noise E_1", noise);
    transcript.checkEqual(
        "rank without noise for a positive X of 4 samples", 2, rank(negative, positive));
    transcript.control(
        "with noise the rank is 4 = N for the same X and weights",
        Rank.of(KhatriRao.product(noisy.slopes().get(0), positive)) == 4);
  }

  /** More samples than inputs or units anywhere, but no more than rows of G_{L-1}. */
  private static Setting network(Draws draws, int depth) {
    List<RationalMatrix> weights = new ArrayList<>();
    List<RationalMatrix> noise = new ArrayList<>();
    int[] widths = new int[depth + 1];
    for (int l = 0; l < depth; l++) {
      widths[l] = draws.between(2, 4);
    }
    widths[depth] = 1;
    int samples = draws.between(widths[depth - 2] + 1, widths[depth - 2] * widths[depth - 1]);
    for (int l = 1; l <= depth; l++) {
      weights.add(
          RationalMatrix.of(widths[l], widths[l - 1], (i, j) -> draws.nonzero().abs().negate()));
      noise.add(ones(widths[l], samples));
    }
    RationalMatrix inputs =
        RationalMatrix.of(
            widths[0], samples, (j, n) -> j == n % widths[0] ? Rational.ONE : draws.any().abs());
    return new Setting(
        inputs,
        noise.subList(0, depth - 1),
        Rational.of(draws.between(-3, -1) + (draws.between(0, 1) == 0 ? 0 : 4), 4),
        weights,
        draws.matrix(1, samples));
  }

  private static Setting setting(RationalMatrix w, RationalMatrix inputs, RationalMatrix noise) {
    return new Setting(
        inputs,
        List.of(noise),
        Rational.of(1, 4),
        List.of(w, RationalMatrix.of(1, w.rows(), (i, j) -> Rational.of(-1))),
        RationalMatrix.of(1, inputs.columns(), (i, n) -> Rational.ZERO));
  }

  private static int rank(RationalMatrix w, RationalMatrix inputs) {
    RationalMatrix slopes = setting(w, inputs, ones(w.rows(), inputs.columns())).slopes().get(0);
    return Rank.of(KhatriRao.product(slopes, inputs));
  }

  /** V_{L-2}, from the preactivations and slopes below. */
  private static RationalMatrix below(Setting setting) {
    int layer = setting.depth() - 2;
    if (layer == 0) {
      return setting.inputs();
    }
    RationalMatrix u = setting.preactivations().get(layer - 1);
    RationalMatrix a = setting.slopes().get(layer - 1);
    return RationalMatrix.of(u.rows(), u.columns(), (i, n) -> a.get(i, n).times(u.get(i, n)));
  }

  /** Whether the slopes are as the signs of negative weights on values of one sign make them. */
  private static boolean alternates(Setting setting) {
    int sign = 1; // of v_0 = x
    for (RationalMatrix a : setting.slopes()) {
      Rational expected = sign > 0 ? setting.slope() : Rational.ONE;
      if (!a.get(0, 0).equals(expected)) {
        return false;
      }
      sign *= -expected.signum();
    }
    return true;
  }

  private static boolean isConstant(RationalMatrix matrix) {
    return RationalMatrix.of(
            matrix.rows(), matrix.columns(), (i, n) -> matrix.get(i, n).minus(matrix.get(0, 0)))
        .isZero();
  }

  private static RationalMatrix ones(int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, n) -> Rational.ONE);
  }
}
