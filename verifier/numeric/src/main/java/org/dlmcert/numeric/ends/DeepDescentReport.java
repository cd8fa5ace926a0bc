package org.dlmcert.numeric.ends;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.descent.DescentSettings;
import org.dlmcert.numeric.figure.DescentCharts;
import org.dlmcert.numeric.picture.Panels;

/**
 * Figure 6.2 for two hidden layers, with what is proved beside the end of each descent.
 *
 * @param ends at least one
 * @param beside for each of them
 */
public record DeepDescentReport(List<DeepDescentEnd> ends, List<BesideEnd> beside) {
  public DeepDescentReport {
    ends = List.copyOf(ends);
    beside = List.copyOf(beside);
    if (beside.size() != ends.size() || ends.isEmpty()) {
      throw new IllegalArgumentException(beside.size() + " proofs for " + ends.size() + " ends");
    }
  }

  /**
   * The end whose least |u| is largest among those beside which loss 0 is proved; else the first.
   */
  public DeepDescentEnd drawn() {
    return ends.stream()
        .filter(e -> beside.get(ends.indexOf(e)) instanceof BesideEnd.ZeroLoss)
        .max(Comparator.comparingDouble(DeepDescentEnd::least))
        .orElse(ends.get(0));
  }

  /** Loss and every |u|, side by side. */
  public Panels picture() {
    return picture(Integer.MAX_VALUE);
  }

  /** The same for vector graphics, with 120 of the |u|. */
  public Panels smallPicture() {
    return picture(DescentCharts.CURVES_IN_SVG);
  }

  private Panels picture(int curves) {
    DescentCharts charts = new DescentCharts(drawn().descent());
    return new Panels(
        List.of(charts.loss(), charts.preactivations("every |u| of both hidden layers", curves)),
        2);
  }

  /** The recorded epochs of the descent that is drawn. */
  public String csv() {
    StringBuilder text = new StringBuilder("epoch,rate,mse,least_abs_u\n");
    for (Descent.Snapshot r : drawn().descent().records()) {
      text.append(r.epoch() + "," + r.rate() + "," + r.mse() + "," + r.least() + "\n");
    }
    return text.toString();
  }

  /** How many ends have this beside them. */
  public int count(String word) {
    return (int) beside.stream().filter(b -> b.word().equals(word)).count();
  }

  /**
   * The page.
   *
   * @param circumstances lines on machine and time
   */
  public String markdown(List<String> circumstances) {
    DescentSettings s = drawn().descent().settings();
    StringBuilder text =
        new StringBuilder("# Figure 6.2 with two hidden layers: what is beside the ends\n\n");
    text.append(
        format(
            """
            Two hidden ReLU layers, d = %d, N = %d, Gaussian inputs, targets ±1, no noise, weights uniform with
            variance 2/d; plain gradient descent with rate %s to epoch %d, then times %s every epoch to %s, %d epochs in all.
            Every step uses all samples. The rate, the epoch from which it falls and its factor are this project's choice, the same for every seed.
            The picture shows seed %d: the MSE, and every |u| of both hidden layers (the least of them in orange).
            Dashed: epoch %d, from where on the rate falls. As SVG it has %s of the |u|.
            """,
            s.width(),
            s.samples(),
            s.rate(),
            s.constantEpochs(),
            DescentSettings.DECAY,
            s.lastRate(),
            s.epochs(),
            s.seed(),
            s.constantEpochs(),
            DescentCharts.CURVES_IN_SVG));
    circumstances.forEach(line -> text.append(line).append('\n'));
    text.append(
        format(
            """

            ![MSE and every preactivation against epochs](figure-6.2-deep.png)

            ## All descents

            Weights and inputs are doubles, and so exact rationals: MSE, largest entry of the gradient and rank of G at each end are exact. What is
            beside it is what `inspect --polish` proves, each with a certificate that the independent checker has accepted: beside %d of %d ends
            weights of loss exactly 0, beside %d a local minimum of positive loss, beside %d neither. Such weights are in general irrational; the radius says
            how far from the end they are at most, in each coordinate. The weights of one seed K are written by `figure 6.2-deep --seed K --repetitions 1`,
            for `inspect` to decide again.

            | seed | exact MSE | largest gradient | least \\|u\\| in double | rank G of %d | beside the end | radius |
            |---:|---:|---:|---:|---:|---|---:|
            """,
            count("zero-loss"),
            ends.size(),
            count("positive-loss"),
            count("neither"),
            s.samples()));
    for (int k = 0; k < ends.size(); k++) {
      DeepDescentEnd end = ends.get(k);
      text.append(
          format(
              "| %d | %.2e | %.2e | %.2e | %d | %s |\n",
              end.seed(),
              ExactDouble.nearest(end.loss()),
              ExactDouble.nearest(end.largestGradient()),
              end.least(),
              end.rank().rank(),
              words(beside.get(k))));
    }
    return text.toString();
  }

  private static String words(BesideEnd beside) {
    if (beside instanceof BesideEnd.ZeroLoss zero) {
      return format("weights of loss exactly 0 | %.2g", ExactDouble.nearest(zero.radius()));
    }
    if (beside instanceof BesideEnd.PositiveLoss positive) {
      return format(
          "a local minimum of loss at least %.3g, %d preactivations zero | %.2g",
          ExactDouble.nearest(positive.lossFrom()),
          positive.kinks(),
          ExactDouble.nearest(positive.radius()));
    }
    String reason = ((BesideEnd.Neither) beside).reason();
    return "neither: " + reason.replace("\n", "; ").replace("|", "\\|") + " | ";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
