package org.dlmcert.paper.statement.section4;

import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.symbolic.PolynomialMatrix;
import org.dlmcert.paper.symbolic.RationalPolynomial;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.RandomPoint;
import org.dlmcert.paper.tool.Setting;

/** One hidden layer as one row of weights on a⊗x. */
public final class AbsorbedForm implements Statement {
  private static final long SEED = 41;

  @Override
  public Heading heading() {
    return new Heading(
        "absorbed-form",
        "(4.1) = (4.2)",
        "section 4, (4.1) and (4.2)",
        "L = 2; A_1 the slopes with noise that W_1 has, kept as they are while W_1 is"
            + " rewritten.",
        "The loss with W_1 and w_2 is the loss of the single row w̃ = vec(diag(w_2) W_1)"
            + " on the inputs a_1⊗x, as an identity of polynomials.",
        List.of(
            "w_2ᵀ diag(a_1) W_1 x = a_1ᵀ diag(w_2) W_1 x = w̃ᵀ(a_1⊗x)",
            "MSE = ½ Ê(y - w̃ᵀ(a_1⊗x))²"),
        "That diag(w_2) W_1 as weights has the slopes A_1: an output weight below zero"
            + " turns the signs of its unit's preactivations.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    List<List<Integer>> shapes =
        List.of(List.of(1, 1), List.of(2, 2), List.of(3, 2), List.of(2, 3));
    transcript.heading("As polynomials in W_1, w_2, slopes, inputs and targets, N = 2");
    boolean equal = true;
    boolean middle = true;
    for (List<Integer> shape : shapes) {
      equal &= losses(shape.get(0), shape.get(1), Scaled.ROWS).isZero();
      middle &= middleForm(shape.get(0), shape.get(1)).isZero();
    }
    transcript.check(
        "2N·MSE by the forward pass is ‖w̃ᵀ(A_1∘X) - y‖², d_0-d_1 = " + Widths.texts(shapes),
        equal);
    transcript.check("so is the form a_1ᵀ diag(w_2) W_1 x of its outputs", middle);
    transcript.control(
        "w_2 absorbed into the columns of W_1 in place of its rows: the difference is not zero",
        !losses(2, 2, Scaled.COLUMNS).isZero());
    int points = atRandom(transcript, extent.of(5, 30, 300));
    acrossAKink(transcript);
    transcript.conclude(
        "one identity of polynomials for "
            + shapes.size()
            + " shapes, and the same loss at "
            + points
            + " random points");
  }

  /** What of W_1 the output weights are absorbed into. */
  private enum Scaled {
    ROWS,
    /** As no network has it: the control. */
    COLUMNS
  }

  /** The difference of both losses, times 2N. */
  private static RationalPolynomial losses(int d0, int d1, Scaled scaled) {
    PolynomialMatrix w1 = PolynomialMatrix.ofVariables("w", d1, d0);
    PolynomialMatrix w2 = PolynomialMatrix.ofVariables("q", 1, d1);
    PolynomialMatrix a = PolynomialMatrix.ofVariables("a", d1, 2);
    PolynomialMatrix x = PolynomialMatrix.ofVariables("x", d0, 2);
    PolynomialMatrix y = PolynomialMatrix.ofVariables("y", 1, 2);
    PolynomialMatrix absorbed =
        PolynomialMatrix.of(
            1,
            d0 * d1,
            (o, k) ->
                w1.get(k / d0, k % d0)
                    .times(w2.get(0, scaled == Scaled.COLUMNS ? k % d0 : k / d0)));
    return squares(w2.times(a.entrywise(w1.times(x))).minus(y))
        .minus(squares(absorbed.times(a.khatriRao(x)).minus(y)));
  }

  /** The outputs by the forward pass minus a_1ᵀ diag(w_2) W_1 x. */
  private static PolynomialMatrix middleForm(int d0, int d1) {
    PolynomialMatrix w1 = PolynomialMatrix.ofVariables("w", d1, d0);
    PolynomialMatrix w2 = PolynomialMatrix.ofVariables("q", 1, d1);
    PolynomialMatrix a = PolynomialMatrix.ofVariables("a", d1, 2);
    PolynomialMatrix x = PolynomialMatrix.ofVariables("x", d0, 2);
    PolynomialMatrix scaled =
        PolynomialMatrix.of(d1, d0, (i, j) -> w2.get(0, i).times(w1.get(i, j)));
    PolynomialMatrix u = scaled.times(x);
    PolynomialMatrix outputs =
        PolynomialMatrix.of(1, 2, (o, n) -> a.columns(n).transpose().times(u.columns(n)).get(0, 0));
    return w2.times(a.entrywise(w1.times(x))).minus(outputs);
  }

  private static RationalPolynomial squares(PolynomialMatrix row) {
    return row.times(row.transpose()).get(0, 0);
  }

  private static int atRandom(Transcript transcript, int points) {
    transcript.heading("Random points, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    boolean equal = true;
    for (int k = 0; k < points; k++) {
      Setting point = RandomPoint.of(draws, RandomPoint.widths(draws, 2, 3), draws.between(1, 6));
      RationalMatrix w = absorbed(point);
      RationalMatrix row =
          RationalMatrix.of(
              1, w.rows() * w.columns(), (o, i) -> w.get(i / w.columns(), i % w.columns()));
      RationalMatrix v = row.times(KhatriRao.product(point.slopes().get(0), point.inputs()));
      equal &= v.equals(point.outputs());
    }
    transcript.check("w̃ᵀ(A_1∘X) is the output of the network at all " + points, equal);
    return points;
  }

  /** diag(w_2) W_1. */
  private static RationalMatrix absorbed(Setting point) {
    RationalMatrix w1 = point.weight(1);
    return RationalMatrix.of(
        w1.rows(), w1.columns(), (i, j) -> point.weight(2).get(0, i).times(w1.get(i, j)));
  }

  private static void acrossAKink(Transcript transcript) {
    transcript.heading(
        "diag(w_2) W_1 as the weights themselves: x = 1, w_1 = 1, w_2 = -1, s = 1/4");
    RationalMatrix one = RationalMatrix.of(new long[][] {{1}});
    RationalMatrix minus = RationalMatrix.of(new long[][] {{-1}});
    Setting point =
        new Setting(
            one,
            List.of(one),
            Rational.of(1, 4),
            List.of(one, minus),
            RationalMatrix.of(new long[][] {{0}}));
    Setting moved = point.withWeights(List.of(absorbed(point), one));
    transcript.control(
        "with the slopes of diag(w_2) W_1 in place of those of W_1: MSE = "
            + moved.loss()
            + " in place of "
            + point.loss(),
        !moved.loss().equals(point.loss()));
  }
}
