package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.numeric.compare.RankComparison;
import org.dlmcert.numeric.rank.FloatRank;
import org.dlmcert.numeric.rank.Tolerances;
import org.jspecify.annotations.Nullable;

/** Exact and floating point ranks of a matrix, in words and as fields. */
public final class RankWords {
  private RankWords() {}

  /** A few lines about one matrix. */
  public static List<String> table(RankComparison r) {
    List<String> lines = new ArrayList<>();
    lines.add("exact rank of the " + r.rows() + "×" + r.columns() + " matrix: " + r.exact());
    lines.add("  of the nearest doubles, exactly: " + r.ofDoubles());
    lines.add("  " + counted("singular values", r.svd(), r.exact()));
    lines.add("  " + counted("pivoted QR", r.qr(), r.exact()));
    lines.add("  " + counted("singular values in float", r.single(), r.exact()));
    r.explanations().forEach(sentence -> lines.add("  " + sentence));
    return lines;
  }

  private static String counted(String method, FloatRank.Counted found, int exact) {
    if (found.rank() != exact) {
      return method + ": " + found.rank() + ", wrong";
    }
    return method
        + ": "
        + exact
        + " with the tolerance "
        + found.tolerance()
        + found.needed(exact).map(t -> ", right " + t.words()).orElse("");
  }

  /** A line for one of several matrices, and why ranks differ. */
  static List<String> lines(RankComparison r) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %s (%d×%d): %d; %d; %d, %d, %d",
            r.name(),
            r.rows(),
            r.columns(),
            r.exact(),
            r.ofDoubles(),
            r.svd().rank(),
            r.qr().rank(),
            r.single().rank()));
    r.explanations().forEach(sentence -> lines.add("    " + sentence));
    return lines;
  }

  /** All of it. */
  public static Map<String, @Nullable Object> json(RankComparison r) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("matrix", r.name());
    fields.put("rows", r.rows());
    fields.put("columns", r.columns());
    fields.put("rank", r.exact());
    fields.put("rank_of_doubles", r.ofDoubles());
    fields.put("entry_error_bound", Double.toString(r.bound()));
    put(fields, "svd", r.svd(), r.exact());
    put(fields, "qr", r.qr(), r.exact());
    put(fields, "float", r.single(), r.exact());
    fields.put("explanation", r.explanation());
    return fields;
  }

  private static void put(
      Map<String, @Nullable Object> fields, String method, FloatRank.Counted found, int exact) {
    fields.put(method + "_rank", found.rank());
    fields.put(method + "_tolerance", Double.toString(found.tolerance()));
    fields.put(method + "_needed_tolerance", json(found.needed(exact)));
  }

  /** {@code [from, to]}, or null; an end that is infinite is null. */
  static @Nullable Object json(Optional<Tolerances> tolerances) {
    return tolerances.map(RankWords::json).orElse(null);
  }

  private static List<@Nullable Object> json(Tolerances t) {
    List<@Nullable Object> ends = new ArrayList<>();
    ends.add(Double.toString(t.from()));
    ends.add(Double.isInfinite(t.to()) ? null : Double.toString(t.to()));
    return ends;
  }
}
