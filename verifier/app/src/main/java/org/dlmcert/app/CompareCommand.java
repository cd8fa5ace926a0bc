package org.dlmcert.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.MatrixReader;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.compare.Comparison;
import org.dlmcert.numeric.compare.Entry;
import org.dlmcert.numeric.compare.Quantity;
import org.dlmcert.numeric.compare.RankComparison;
import org.dlmcert.numeric.compare.SignDisagreement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert compare}: double arithmetic against exact arithmetic. */
@Command(
    name = "compare",
    description = {
      "Runs double and exact code on the same instance with weights and compares signs, slopes,",
      "outputs, loss, gradient, every G_l and the ranks: errors in ulps and against an a-priori",
      "bound. With --rank-of FILE: the ranks of any matrix."
    })
final class CompareCommand implements Job {

  private static final int SHOWN = 5;

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Option(
      names = "--rank-of",
      paramLabel = "FILE",
      description = "Compare ranks of the matrix in this file (CSV, NPY, MatrixMarket, JSON).")
  private @Nullable Path matrix;

  @Override
  public Report run(JobContext context) {
    if (matrix != null) {
      if (source.isGiven()) {
        throw new UsageError("both an instance and --rank-of; one of them expected");
      }
      return rank(MatrixReader.read(matrix, source.numbers()), context);
    }
    context.progress().stage("reading", 0);
    Instance instance = GivenNoise.readPoint(source, "compare");
    Comparison comparison = Comparison.of(instance, context.progress());
    Report.Builder report =
        context
            .report(Verdict.DONE)
            .field("samples", instance.samples())
            .field("widths", instance.network().widths())
            .field("slope", instance.network().slope().toString())
            .field("differs_in_kind", comparison.differsInKind())
            .field(
                "sign_disagreements",
                comparison.signs().stream().map(CompareCommand::json).toList())
            .field(
                "quantities", comparison.quantities().stream().map(CompareCommand::json).toList())
            .field("ranks", comparison.ranks().stream().map(CompareCommand::json).toList());
    signs(comparison, report);
    report.line("quantity: entries, correctly rounded, largest error (ulps; part of its bound)");
    for (Quantity q : comparison.quantities()) {
      lines(q, report);
    }
    report.line("ranks: exact, SVD, QR, float");
    comparison.ranks().forEach(r -> lines(r, report));
    return report.build();
  }

  private static Report rank(RationalMatrix matrix, JobContext context) {
    context.progress().stage("ranks of a " + matrix.shape() + " matrix", 0);
    RankComparison ranks;
    try {
      ranks = RankComparison.of("matrix", matrix);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--rank-of: an entry is too large for a double");
    }
    Report.Builder report = context.report(Verdict.DONE).field("differs_in_kind", !ranks.agrees());
    json(ranks).forEach(report::field);
    report.line("ranks of a " + matrix.shape() + " matrix: exact, SVD, QR, float");
    lines(ranks, report);
    return report.build();
  }

  private static void signs(Comparison comparison, Report.Builder report) {
    List<SignDisagreement> signs = comparison.signs();
    report.line(
        signs.isEmpty()
            ? "signs: all agree"
            : "signs: " + signs.size() + " preactivations with the wrong sign in double");
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
              + shortened(s.exact().toString()));
      report.line("    " + s.explanation());
    }
  }

  private static void lines(Quantity q, Report.Builder report) {
    Optional<Entry> worst = q.worst();
    report.line(
        String.format(
            Locale.ROOT,
            "  %s: %d, %d, %s",
            q.name(),
            q.entries().size(),
            q.correctlyRounded(),
            worst.map(w -> ulps(w) + "; " + share(q)).orElse("-")));
    if (worst.isPresent() && worst.get().roundedUlps() > 0.5) {
      Entry w = worst.get();
      report.line(
          "    "
              + (w.place().isEmpty() ? "" : w.place() + ": ")
              + "double "
              + w.computed()
              + ", exact "
              + shortened(w.exact().toString()));
    }
    if (q.beyondBound() > 0) {
      report.line(
          "    "
              + q.beyondBound()
              + " beyond the bound of rounding alone: a sign below is wrong, or a result underflows");
    }
  }

  private static String ulps(Entry entry) {
    return String.format(Locale.ROOT, "%.3g", entry.roundedUlps());
  }

  private static String share(Quantity q) {
    return String.format(Locale.ROOT, "%.2g", q.largestShare());
  }

  private static void lines(RankComparison r, Report.Builder report) {
    report.line(
        "  "
            + r.name()
            + " ("
            + r.rows()
            + "×"
            + r.columns()
            + "): "
            + r.exact()
            + ", "
            + r.svd().rank()
            + ", "
            + r.qr().rank()
            + ", "
            + r.single().rank());
    if (!r.agrees()) {
      report.line("    " + r.explanation());
    }
  }

  private static String shortened(String exact) {
    return exact.length() <= 60
        ? exact
        : exact.substring(0, 57) + "… (" + exact.length() + " characters)";
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
    fields.put("beyond_bound", (int) q.beyondBound());
    fields.put("worst", q.worst().map(CompareCommand::json).orElse(null));
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

  private static Map<String, @Nullable Object> json(RankComparison r) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("matrix", r.name());
    fields.put("rows", r.rows());
    fields.put("columns", r.columns());
    fields.put("rank", r.exact());
    fields.put("rank_of_doubles", r.ofDoubles());
    fields.put("svd_rank", r.svd().rank());
    fields.put("qr_rank", r.qr().rank());
    fields.put("float_rank", r.single().rank());
    fields.put("svd_tolerance", Double.toString(r.svd().tolerance()));
    fields.put(
        "needed_tolerance",
        r.needed()
            .map(t -> List.of(Double.toString(t.from()), Double.toString(t.to())))
            .orElse(null));
    fields.put("explanation", r.explanation());
    return fields;
  }
}
