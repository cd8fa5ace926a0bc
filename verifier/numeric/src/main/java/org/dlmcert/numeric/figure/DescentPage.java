package org.dlmcert.numeric.figure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.InstanceArchive;
import org.dlmcert.numeric.descent.Confinement;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.descent.DescentEnd;
import org.dlmcert.numeric.descent.DescentSettings;
import org.dlmcert.numeric.descent.ExactMinimum;
import org.dlmcert.numeric.descent.LongDescent;

/**
 * The page in Markdown that goes with Figure 6.2.
 *
 * @param report what it is about
 */
record DescentPage(DescentReport report) {

  String markdown(List<String> circumstances) {
    StringBuilder text =
        new StringBuilder("# Figure 6.2: gradient descent to a differentiable local minimum\n\n");
    setting(text);
    circumstances.forEach(line -> text.append(line).append('\n'));
    text.append("\n![MSE and every preactivation against epochs](figure-6.2.png)\n\n");
    drawn(text);
    table(text);
    return text.toString();
  }

  private void setting(StringBuilder text) {
    DescentSettings s = report.drawn().descent().settings();
    text.append(
        format(
            """
            One hidden ReLU layer, d = %d, N = %d, Gaussian inputs, targets ±1, no noise, weights uniform with
            variance 2/d; plain gradient descent with rate %s to epoch %d, then times %s every
            epoch to %s, %d epochs in all. Every step uses all samples. The rate, the epoch from which it falls
            and its factor are this project's choice, the same for every seed; it is recorded nowhere how they were
            found, nor a comparison with others. The picture shows seed %d: the MSE, every |u| of the hidden layer (the least
            of them in orange), and the MSE beyond double precision. Dashed: epoch %d, from where on the rate
            falls: the dashed line marks this change and no event of the descent. As SVG it has %s of the |u|.
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
            DescentReport.CURVES_IN_SVG));
  }

  /** The exact inspection of the end that is drawn. */
  private void drawn(StringBuilder text) {
    DescentEnd end = report.drawn();
    List<Descent.Snapshot> records = end.descent().records();
    text.append(
        format(
            """
            ## The end of seed %d, exactly

            Weights and inputs are doubles, and so exact rationals.

            - MSE %s (in double it is computed as %s), largest entry of the gradient %s: close to a minimum, not one.
            - %s.
            - The exact rank of G_1 is %d, N is %d%s
            """,
            end.descent().settings().seed(),
            rounded(end.loss()),
            scientific(records.get(records.size() - 1).mse()),
            rounded(end.largestGradient()),
            (end.tiny() == 0 ? "No preactivation is" : end.tiny() + " preactivations are")
                + " within "
                + rounded(DescentEnd.CLOSE)
                + " of 0; the least |u| is "
                + scientific(end.least()),
            end.rank().rank(),
            end.instance().samples(),
            end.rank().rank() == end.instance().samples()
                ? ": every differentiable minimum of this cell has MSE 0 (Lemma 1)."
                : "."));
    end.minimum().ifPresent(m -> minimum(text, m));
    report.confinement().ifPresent(c -> confinement(text, c));
    if (!report.beyond().isEmpty()) {
      LongDescent.Point last = report.beyond().get(report.beyond().size() - 1);
      text.append(
          format(
              """
              - The third curve is that descent, computed in Apfloat with so many digits that at least three of every point
                are right; it is a computation, not a proof. After %d further epochs the MSE is %s.
              """,
              last.epoch(), last.scientific()));
    }
    text.append('\n');
  }

  private static void minimum(StringBuilder text, ExactMinimum minimum) {
    text.append(
        format(
            """
            - Close by there are rational weights with MSE exactly 0, %s.
              No weight differs by more than %s. Their numerators and denominators have up to %d digits.
            """,
            minimum.isStrict()
                ? "in the same open cell: a differentiable local minimum"
                : "with u = 0 at " + minimum.kinks() + " places where it was tiny",
            rounded(minimum.largestChange()),
            digits(minimum)));
  }

  private static int digits(ExactMinimum minimum) {
    int digits = 0;
    Rational[] entries =
        InstanceArchive.entries(minimum.instance().weights().orElseThrow().matrix(1));
    for (Rational w : entries) {
      digits = Math.max(digits, w.numerator().abs().toString().length());
      digits = Math.max(digits, w.denominator().toString().length());
    }
    return digits;
  }

  private static void confinement(StringBuilder text, Confinement confinement) {
    text.append(
        format(
            """
            - Proved by exact arithmetic: gradient descent on W_1 from here, with W_2 fixed and any constant rate up to
              N / (largest eigenvalue of G_1ᵀG_1), never leaves this open cell and tends to a point with MSE 0, at the distance %s.
            """,
            scientific(Math.sqrt(ExactDouble.nearest(confinement.squaredLength())))));
  }

  private void table(StringBuilder text) {
    text.append(
        format(
            """
            ## All descents

            %d of %d end like the one drawn, with every |u| away from 0. In the others some u shrink together with the
            residuals to the size of rounding errors ("tiny": |u| ≤ %s): the descent slides along kinks, as far as doubles can
            tell. Rounding keeps these u from becoming exactly 0, so that the end itself is not on a kink. For %d of them there
            are exact rational weights close by at which exactly these u are 0, all others keep their signs, and the MSE is 0. As all
            residuals are 0, the loss is differentiable at such a point, kinks or not: it is a differentiable minimum in the wide sense, and
            a global one, but not one in an open cell, as in the picture.

            The end and the exact weights close by are then decided as `inspect` does it, each with a certificate that the independent
            checker has accepted: %s.
            NOT_CRITICAL says that some direction decreases the loss of the end, which is tiny and not 0, to first order; GLOBAL_MINIMUM that
            the exact weights have loss 0. The weights of one seed K, and the exact ones, are written by
            `figure 6.2 --seed K --repetitions 1 --polish`, for `inspect` to decide again; the exact ones take megabytes.

            | seed | exact MSE | largest gradient | least \\|u\\| in double | tiny | u = 0 exactly | rank G_1 | the end is | exact weights close by | change | they are |
            |---:|---:|---:|---:|---:|---:|---:|---|---|---:|---|
            """,
            report.strict(),
            report.ends().size(),
            rounded(DescentEnd.CLOSE),
            report.onKinks(),
            verdicts()));
    for (int k = 0; k < report.ends().size(); k++) {
      DescentEnd end = report.ends().get(k);
      EndVerdicts verdicts = report.verdicts().get(k);
      text.append(
          format(
              "| %d | %s | %s | %s | %d | %d | %d | %s | %s | %s | %s |\n",
              end.descent().settings().seed(),
              rounded(end.loss()),
              rounded(end.largestGradient()),
              scientific(end.least()),
              end.tiny(),
              end.zeros(),
              end.rank().rank(),
              verdicts.end(),
              end.minimum()
                  .map(
                      m ->
                          m.isStrict()
                              ? "every u ≠ 0"
                              : "on " + m.kinks() + (m.kinks() == 1 ? " kink" : " kinks"))
                  .orElse("none found"),
              end.minimum().map(m -> rounded(m.largestChange())).orElse(""),
              verdicts.minimum().orElse("")));
    }
  }

  /** How often each verdict was given. */
  private String verdicts() {
    return "the ends are "
        + counted(report.verdicts().stream().map(EndVerdicts::end))
        + "; the exact weights close by "
        + counted(report.verdicts().stream().flatMap(v -> v.minimum().stream()));
  }

  private static String counted(Stream<String> verdicts) {
    Map<String, Long> counts =
        verdicts.collect(
            Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
  }

  private static String rounded(Rational value) {
    return scientific(ExactDouble.nearest(value));
  }

  private static String scientific(double value) {
    return value == 0 ? "0" : format("%.2e", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
