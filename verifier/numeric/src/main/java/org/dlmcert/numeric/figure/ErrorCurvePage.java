package org.dlmcert.numeric.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dlmcert.numeric.rank.ProvenRank;

/**
 * The page in Markdown that goes with Figure 6.1: what the paper claims about it, as tables, and
 * the table of all points.
 *
 * @param experiment the settings
 * @param points all points, grouped from all repetitions
 */
record ErrorCurvePage(ErrorCurveExperiment experiment, List<ErrorCurvePoint> points) {
  /** The paper found deficient gradients up to this width. */
  private static final int NARROW = 20;

  /** The points of one source, depth and N, by ascending width. */
  private record Curve(SampleSource source, int hidden, int samples, List<ErrorCurvePoint> points) {

    String title() {
      return source.title() + " | " + hidden + " | " + samples;
    }

    Optional<ErrorCurvePoint> first(Predicate<ErrorCurvePoint> property) {
      return points.stream().filter(property).findFirst();
    }

    List<TrialResult> results(Predicate<Trial> which) {
      return points.stream()
          .filter(p -> which.test(p.trial()))
          .flatMap(p -> p.results().stream())
          .toList();
    }
  }

  private List<Curve> curves() {
    List<Curve> curves = new ArrayList<>();
    for (int hidden : experiment.settings().hiddenLayers()) {
      for (int n : experiment.settings().samples()) {
        for (SampleSource source : experiment.sources()) {
          List<ErrorCurvePoint> curve =
              points.stream()
                  .filter(p -> p.trial().source().equals(source.name()))
                  .filter(p -> p.trial().hiddenLayers() == hidden && p.trial().samples() == n)
                  .toList();
          if (!curve.isEmpty()) {
            curves.add(new Curve(source, hidden, n, curve));
          }
        }
      }
    }
    return curves;
  }

  String markdown(List<String> circumstances) {
    StringBuilder text = new StringBuilder("# Figure 6.1: final classification error and d²/N\n\n");
    setting(text);
    circumstances.forEach(line -> text.append(line).append('\n'));
    text.append("\n![Final classification error against d²/N](figure-6.1.png)\n\n");
    text.append(
        """
        Mean and standard deviation of the final classification error. Dashed: d² = N. Dotted, for two hidden layers:
        2d² - d = N, from where on the rank of the full G can be N.

        """);
    zeroError(text);
    fullRank(text);
    text.append(
        """

        ## All points

        Ranks are exact, at the trained weights as the rationals they are: a lower bound from a
        minor that is nonzero modulo a prime, an upper bound from shape, places of zeros, the
        relations between the layers of G, or kernel vectors. "full" counts repetitions with rank
        min(N, d²), "= N" those with full column rank. The last column counts ranks whose upper
        bound was not proved, because the kernel would have cost too much.
        """);
    curves().forEach(curve -> table(text, curve));
    return text.toString();
  }

  private void setting(StringBuilder text) {
    ErrorCurveSettings settings = experiment.settings();
    text.append(
        format(
            """
            ReLU networks with hidden layers of the inputs' width d, one output, MSE, no noise,
            weights uniform with variance 2/d, Adam (0.9, 0.99, 1e-8) with step %s (one hidden layer)
            or %s (two), mini-batches of %s,
            at most %d epochs, stopped at error 0; %d repetitions, seed %d.
            Step and mini-batch are this project's choice, the same for all widths and data; it is recorded nowhere
            how they were found. They were not tuned point by point: what is slow to train with them counts as an
            error. What becomes of the error with other steps (`--step-factor`) is looked at in docs/guide/paper.md.

            """,
            settings.rate(1),
            settings.rate(2),
            settings.samples().stream()
                .map(n -> settings.batch(n) + " (N = " + n + ")")
                .collect(Collectors.joining(", ")),
            settings.epochs(),
            settings.repetitions(),
            settings.seed()));
    for (SampleSource source : experiment.sources()) {
      text.append("- ").append(source.title()).append(": ");
      text.append(source.description()).append('\n');
    }
    text.append('\n');
  }

  private void zeroError(StringBuilder text) {
    text.append(
        """
        ## Where the error reaches 0

        The least width (with d²/N) from which on at most 1% is misclassified on average, from which on every repetition ends
        without an error, and from which on the full G has rank N in every repetition. For two hidden layers it can have rank
        N only where the ceiling 2d² - d reaches N; for one, the ceiling is d².

        | data | hidden layers | N | error ≤ 1% | error 0 | rank G = N | ceiling ≥ N |
        |---|---:|---:|---:|---:|---:|---:|
        """);
    for (Curve curve : curves()) {
      text.append(
          format(
              "| %s | %s | %s | %s | %s |\n",
              curve.title(),
              from(curve, p -> p.mean() <= 0.01),
              from(curve, p -> p.withoutError() == p.results().size()),
              from(curve, p -> p.results().stream().allMatch(ErrorCurvePage::reachesAll)),
              curve
                  .first(p -> p.results().get(0).ceiling() >= curve.samples)
                  .map(ErrorCurvePage::width)
                  .orElse("-")));
    }
    leftErrors(text);
  }

  /** The points with d² ≥ N at which some repetition ends with an error. */
  private void leftErrors(StringBuilder text) {
    List<ErrorCurvePoint> wide = points.stream().filter(p -> p.trial().ratio() >= 1).toList();
    List<ErrorCurvePoint> wrong = wide.stream().filter(p -> p.mean() > 0).toList();
    text.append(
        format(
            "\nOf %d points with d² ≥ N, %d have a mean error above 0%s.\n",
            wide.size(),
            wrong.size(),
            wrong.isEmpty()
                ? ""
                : format(
                    " (%s); the largest mean is %.4f",
                    experiment.settings().samples().stream()
                        .map(n -> samples(wrong, n) + " at N = " + n)
                        .collect(Collectors.joining(", ")),
                    wrong.stream().mapToDouble(ErrorCurvePoint::mean).max().orElse(0))));
    if (experiment.settings().hiddenLayers().contains(2)) {
      text.append(
          """
          For two hidden layers the curves are consistent with an error that falls where d²/N is about 0.5, where the
          ceiling 2d² - d reaches N; they do not show that the ceiling is the reason.
          """);
    }
  }

  private static long samples(List<ErrorCurvePoint> points, int n) {
    return points.stream().filter(p -> p.trial().samples() == n).count();
  }

  private static boolean reachesAll(TrialResult result) {
    ProvenRank rank = result.fullRank().orElse(result.layerRank());
    return rank.rank() == result.trial().samples();
  }

  /** The least width from which on a property holds at all points. */
  private static String from(Curve curve, Predicate<ErrorCurvePoint> property) {
    int start = curve.points.size();
    while (start > 0 && property.test(curve.points.get(start - 1))) {
      start--;
    }
    return start == curve.points.size() ? "-" : width(curve.points.get(start));
  }

  private static String width(ErrorCurvePoint point) {
    return format("%d (%.2f)", point.trial().width(), point.trial().ratio());
  }

  private void fullRank(StringBuilder text) {
    text.append(
        format(
            """

            ## Has G_{L-1} full column rank where d² ≥ N?

            End points of training with d² ≥ N, and how many of them have full column rank N. "by zeros alone" are deficient ones in
            which the places of zeros (units of slope 0) already exclude rank N, whatever the other numbers are. The paper
            reports full rank always, except sometimes for d ≤ %d.

            | data | hidden layers | N | full, d ≤ %d | full, d > %d | deficient (widths: how many) | by zeros alone |
            |---|---:|---:|---:|---:|---|---:|
            """,
            NARROW, NARROW, NARROW));
    List<TrialResult> all = new ArrayList<>();
    for (Curve curve : curves()) {
      List<TrialResult> results = curve.results(t -> t.width() * t.width() >= t.samples());
      all.addAll(results);
      List<TrialResult> deficient = results.stream().filter(r -> !r.hasFullColumnRank()).toList();
      text.append(
          format(
              "| %s | %s | %s | %s | %d |\n",
              curve.title(),
              share(results, r -> r.trial().width() <= NARROW),
              share(results, r -> r.trial().width() > NARROW),
              widths(deficient),
              byZeros(deficient)));
    }
    List<TrialResult> wide = all.stream().filter(r -> r.trial().width() > NARROW).toList();
    text.append(
        format(
            "\nAll together: full column rank in %s end points; for d > %d in %s. Ranks not proved: %d.\n",
            share(all, r -> true),
            NARROW,
            share(wide, r -> true),
            points.stream().mapToLong(ErrorCurvePoint::unproved).sum()));
  }

  private static String share(List<TrialResult> results, Predicate<TrialResult> which) {
    List<TrialResult> chosen = results.stream().filter(which).toList();
    long full = chosen.stream().filter(TrialResult::hasFullColumnRank).count();
    return chosen.isEmpty() ? "-" : full + " of " + chosen.size();
  }

  private static String widths(List<TrialResult> deficient) {
    return deficient.stream()
        .collect(Collectors.groupingBy(r -> r.trial().width(), TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static long byZeros(List<TrialResult> deficient) {
    return deficient.stream()
        .filter(r -> r.layerRank().proof() == ProvenRank.Proof.TERM_RANK)
        .count();
  }

  private static void table(StringBuilder text, Curve curve) {
    boolean two = curve.hidden == 2;
    text.append("\n### ")
        .append(curve.source.title())
        .append(two ? ", two hidden layers" : ", one hidden layer")
        .append(", N = ")
        .append(curve.samples)
        .append("\n\n| d | d²/N | error, mean ± std | error 0 | rank G_")
        .append(curve.hidden)
        .append(" full | = N | least |")
        .append(two ? " rank G | ceiling 2d² - d |" : "")
        .append(" unproved |\n|")
        .append("---:|".repeat(two ? 10 : 8))
        .append('\n');
    for (ErrorCurvePoint p : curve.points) {
      int count = p.results().size();
      text.append(
          format(
              "| %d | %.2f | %.4f ± %.4f | %d/%d | %d/%d | %d/%d | %d |",
              p.trial().width(),
              p.trial().ratio(),
              p.mean(),
              p.deviation(),
              p.withoutError(),
              count,
              p.withFullRank(),
              count,
              p.withFullColumnRank(),
              count,
              p.leastLayerRank()));
      if (two) {
        text.append(
            format(
                " %d–%d | %d |",
                p.leastFullRank(), p.largestFullRank(), p.results().get(0).ceiling()));
      }
      text.append(format(" %d |\n", p.unproved()));
    }
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
