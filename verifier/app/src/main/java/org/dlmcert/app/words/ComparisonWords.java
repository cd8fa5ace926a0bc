package org.dlmcert.app.words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dlmcert.app.report.Report;
import org.dlmcert.exact.Inertia;
import org.dlmcert.numeric.compare.Comparison;
import org.dlmcert.numeric.compare.Entry;
import org.dlmcert.numeric.compare.InertiaComparison;
import org.dlmcert.numeric.compare.Quantity;
import org.dlmcert.numeric.compare.SignDisagreement;
import org.dlmcert.numeric.rank.FloatInertia;
import org.jspecify.annotations.Nullable;

/** A comparison of double and exact values, written into a report. */
public final class ComparisonWords {
  private static final int SHOWN = 5;

  private static final int EXACT = 60;
  private final Report.Builder report;

  public ComparisonWords(Report.Builder report) {
    this.report = report;
  }

  /** Adds the fields and the lines. */
  public void write(Comparison comparison) {
    report
        .field("sign_disagreements", list(comparison.signs(), ComparisonWords::json))
        .field("quantities", list(comparison.quantities(), ComparisonWords::json))
        .field("ranks", list(comparison.ranks(), RankWords::json))
        .field("hessian", comparison.inertia().map(ComparisonWords::json).orElse(null));
    signs(comparison.signs());
    report.line(
        "double against exact: errors in ulps and as a part of the a-priori bound of rounding");
    comparison.quantities().forEach(this::lines);
    report.line("ranks: exact; of the doubles, exactly; by SVD, by QR, by SVD in float");
    comparison.ranks().forEach(r -> RankWords.lines(r).forEach(report::line));
    comparison.inertia().ifPresent(this::lines);
  }

  private static <T> List<Map<String, @Nullable Object>> list(
      List<T> items, Function<T, Map<String, @Nullable Object>> json) {
    return items.stream().map(json).toList();
  }

  private void signs(List<SignDisagreement> signs) {
    report.line(
        signs.isEmpty()
            ? "activations: the same in double and exactly"
            : "activations: "
                + signs.size()
                + " of the wrong side in double, as the sign of a preactivation is wrong");
    for (SignDisagreement s : signs.subList(0, Math.min(SHOWN, signs.size()))) {
      report.line(
          "  layer "
              + s.layer()
              + ", unit "
              + s.unit()
              + ", sample "
              + s.sample()
              + ": double "
              + s.computed()
              + ", exact "
              + Shown.number(s.exact().toString(), EXACT));
      report.line("    " + s.explanation());
    }
  }

  private void lines(Quantity q) {
    Optional<Entry> worst = q.worst();
    if (worst.isEmpty()) {
      report.line("  " + q.name() + ": no entries");
      return;
    }
    Entry w = worst.get();
    report.line(
        String.format(
            Locale.ROOT,
            "  %s: %d of %d correctly rounded, largest error %.3g ulps, at most %.2g of the bound",
            q.name(),
            q.correctlyRounded(),
            q.entries().size(),
            w.roundedUlps(),
            q.largestShare()));
    report.line("    " + values(w));
    List<Entry> wrong = q.withWrongSign();
    if (!wrong.isEmpty()) {
      report.line(
          "    "
              + wrong.size()
              + " with a wrong sign (+, 0, -)"
              + (wrong.get(0).equals(w) ? "" : ", such as " + values(wrong.get(0)))
              + (wrong.get(0).withinBound()
                  ? ": the exact value is smaller than the errors that rounding can make"
                  : ": a slope below is that of the other side"));
    }
    if (q.beyondBound() > 0) {
      report.line(
          "    "
              + q.beyondBound()
              + " beyond the bound of rounding alone: a sign below is wrong, or a result underflows");
    }
  }

  private static String values(Entry e) {
    return (e.place().isEmpty() ? "" : e.place() + ": ")
        + "double "
        + e.computed()
        + ", exact "
        + Shown.number(e.exact().toString(), EXACT);
  }

  private void lines(InertiaComparison i) {
    report.line(
        "eigenvalues of the "
            + i.size()
            + "×"
            + i.size()
            + " Hessian, positive, negative and zero:");
    report.line("  exact: " + words(i.exact()));
    i.ofDoubles().ifPresent(d -> report.line("  of the doubles, exactly: " + words(d)));
    i.computed()
        .ifPresent(
            c ->
                report.line(
                    String.format(
                        Locale.ROOT,
                        "  by eigenvalues in double: %d, %d, %d, with the tolerance %s",
                        c.positive(),
                        c.negative(),
                        c.zero(),
                        c.tolerance())));
    i.explanations().forEach(sentence -> report.line("    " + sentence));
    if (i.onKink()) {
      report.line(
          "  a preactivation is 0: this is the Hessian of slope 1 there, and of one cell only");
    }
  }

  private static String words(Inertia inertia) {
    return inertia.positive() + ", " + inertia.negative() + ", " + inertia.zero();
  }

  private static Map<String, @Nullable Object> json(SignDisagreement s) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("layer", s.layer());
    fields.put("unit", s.unit());
    fields.put("sample", s.sample());
    fields.put("double", Double.toString(s.computed()));
    fields.put("exact", s.exact().toString());
    fields.put("bound", Double.toString(s.bound()));
    fields.put("explanation", s.explanation());
    return fields;
  }

  private static Map<String, @Nullable Object> json(Quantity q) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", q.name());
    fields.put("entries", q.entries().size());
    fields.put("exact", (int) q.exact());
    fields.put("correctly_rounded", (int) q.correctlyRounded());
    fields.put("wrong_sign", q.withWrongSign().size());
    fields.put("beyond_bound", (int) q.beyondBound());
    fields.put("worst", q.worst().map(ComparisonWords::json).orElse(null));
    return fields;
  }

  private static Map<String, @Nullable Object> json(Entry e) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("place", e.place());
    fields.put("double", Double.toString(e.computed()));
    fields.put("exact", e.exact().toString());
    fields.put("ulps", e.ulps().map(Object::toString).orElse(null));
    fields.put("bound", Double.toString(e.bound()));
    return fields;
  }

  private static Map<String, @Nullable Object> json(InertiaComparison i) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("size", i.size());
    fields.put("exact", json(i.exact()));
    fields.put("of_doubles", i.ofDoubles().map(ComparisonWords::json).orElse(null));
    fields.put("double", i.computed().map(ComparisonWords::json).orElse(null));
    fields.put("tolerance", i.computed().map(c -> Double.toString(c.tolerance())).orElse(null));
    fields.put(
        "needed_tolerance",
        RankWords.json(
            i.computed().flatMap(c -> c.needed(i.exact().negative(), i.exact().positive()))));
    fields.put("entry_error_bound", Double.toString(i.bound()));
    fields.put("on_kink", i.onKink());
    fields.put("explanation", i.explanation());
    return fields;
  }

  private static Map<String, @Nullable Object> json(Inertia inertia) {
    return inertia(inertia.positive(), inertia.negative(), inertia.zero());
  }

  private static Map<String, @Nullable Object> json(FloatInertia inertia) {
    return inertia(inertia.positive(), inertia.negative(), inertia.zero());
  }

  private static Map<String, @Nullable Object> inertia(int positive, int negative, int zero) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("positive", positive);
    fields.put("negative", negative);
    fields.put("zero", zero);
    return fields;
  }
}
