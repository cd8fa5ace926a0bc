package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Judges small certificates without the checker: its own parser and fractions, every pattern, and
 * large random integers in place of what is generic. At such values a generic rank is attained with
 * a probability of failure below 10^-12, so "refuted" means that the claim is false.
 */
final class BruteForce {
  private static final long SEED = 20160528;

  /** A fraction with a positive denominator, not always in lowest terms. */
  record Q(BigInteger p, BigInteger q) {
    static final Q ZERO = of(0);
    static final Q ONE = of(1);

    static Q of(long n) {
      return new Q(BigInteger.valueOf(n), BigInteger.ONE);
    }

    static Q of(Object text) {
      String[] parts = text.toString().split("/");
      return new Q(
          new BigInteger(parts[0]), parts.length > 1 ? new BigInteger(parts[1]) : BigInteger.ONE);
    }

    Q plus(Q o) {
      return lowest(p.multiply(o.q).add(o.p.multiply(q)), q.multiply(o.q));
    }

    Q times(Q o) {
      return lowest(p.multiply(o.p), q.multiply(o.q));
    }

    Q dividedBy(Q o) {
      BigInteger d = q.multiply(o.p);
      BigInteger n = p.multiply(o.q);
      return d.signum() < 0 ? lowest(n.negate(), d.negate()) : lowest(n, d);
    }

    Q negated() {
      return new Q(p.negate(), q);
    }

    int sign() {
      return p.signum();
    }

    private static Q lowest(BigInteger n, BigInteger d) {
      BigInteger g = n.gcd(d);
      return new Q(n.divide(g), d.divide(g));
    }
  }

  private BruteForce() {}

  /**
   * Fails if the certificate's claim is false about its own instance.
   *
   * @return whether that was judged: not for a detached certificate, inputs in a file, or more than
   *     2^maxBits patterns
   */
  static boolean assertNotRefuted(String certificate, int maxBits) {
    TinyJson.Fields file = TinyJson.object(certificate);
    if (!Examples.holdsItsData(certificate)) {
      return false;
    }
    TinyJson.Fields claim = TinyJson.fields(file.get("claim"));
    TinyJson.Fields instance = TinyJson.fields(file.get("instance"));
    switch (claim.get("property").toString()) {
      case "rank" ->
          assertThat(rank(matrix(instance)))
              .as("rank of " + certificate)
              .isEqualTo(Integer.parseInt(claim.get("rank").toString()));
      case "width" -> width(claim, instance, certificate);
      case "full-column-rank" -> {
        return fullRank(claim, instance, certificate, maxBits);
      }
      case "differentiable-minima" -> new MinimaJudge(instance).assertMinima(claim, certificate);
      case "differentiable-minima-and-least-loss" -> {
        new MinimaJudge(instance).assertMinima(claim, certificate);
        new LeastLossJudge(instance).assertLeast(claim, certificate);
      }
      case "local-minima" -> new FaceJudge(instance).assertMinima(claim, certificate);
      case "worst-minimum" -> new MinimaJudge(instance).assertWorst(claim, certificate);
      case "worst-minimum-held" -> new HeldJudge(instance).assertBounds(claim, certificate);
      case "least-loss" -> new LeastLossJudge(instance).assertLeast(claim, certificate);
      case "least-loss-any-width" -> new LeastLossJudge(instance).assertWidth(claim, certificate);
      case "ball" -> NearbyJudge.ofBall(instance).assertBall(claim, certificate);
      case "nearby-point" ->
          NearbyJudge.ofPoint(instance, TinyJson.fields(file.get("evidence")))
              .assertClaim(claim, certificate);
      case "point" ->
          new PointJudge(instance)
              .assertClaim(claim, TinyJson.fields(file.get("evidence")), certificate);
      case "point-of-labels" -> {
        return false; // derivatives are no fractions: the end-to-end tests judge them
      }
      default -> throw new AssertionError("nothing judges " + certificate);
    }
    return true;
  }

  private static void width(TinyJson.Fields claim, TinyJson.Fields data, String text) {
    List<List<Q>> rows = table(data.get("inputs"));
    if (data.get("bias").equals(true)) {
      rows.forEach(row -> row.add(Q.ONE));
    }
    assertThat(rank(rows)).as(text).isEqualTo(Integer.parseInt(claim.get("rank").toString()));
    int n = rows.size();
    assertThat(n).isLessThan(10);
    int outputs = claim.has("outputs") ? Integer.parseInt(claim.get("outputs").toString()) : 1;
    int free = claim.has("output_biases") ? 1 : 0; // trained biases: room for one sample more
    int width = free == 1 && n > 1 ? outputs : 0;
    // The greatest ⌈k·|S| / rank(X_S)⌉ over all sets of samples (theory: matroid partition).
    for (int s = 1; s < 1 << n; s++) {
      List<List<Q>> chosen = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        if ((s >> i & 1) == 1) {
          chosen.add(rows.get(i));
        }
      }
      int r = rank(chosen);
      width = r == 0 ? 1000 : Math.max(width, (outputs * (chosen.size() - free) + r - 1) / r);
      if (r == 0) {
        break;
      }
    }
    assertThat(claim.get("width").toString())
        .as(text)
        .isEqualTo(width == 1000 ? "null" : String.valueOf(width));
  }

  private static boolean fullRank(
      TinyJson.Fields claim, TinyJson.Fields instance, String text, int maxBits) {
    List<Integer> widths =
        TinyJson.list(instance.get("widths")).stream()
            .map(w -> Integer.parseInt(w.toString()))
            .toList();
    List<List<Q>> inputs = table(instance.get("inputs"));
    int layers = widths.size() - 1;
    int samples = inputs.size();
    long bits = 0;
    for (int l = 1; l < layers; l++) {
      bits += (long) widths.get(l) * samples;
    }
    int pieces = instance.has("pieces") ? Integer.parseInt(instance.get("pieces").toString()) : 1;
    int choices = Math.max(2, pieces);
    if (bits * Math.log(choices) / Math.log(2) > maxBits) {
      return false;
    }
    int outputs = widths.get(layers);
    boolean generic =
        "generic".equals(claim.has("output_weights") ? claim.get("output_weights") : "");
    boolean bias = instance.get("bias").equals(true);
    Q slope = Q.of(instance.get("slope"));
    Random random = new Random(SEED);
    List<Object> noise = TinyJson.list(instance.get("noise"));
    List<List<List<Q>>> factors = new ArrayList<>();
    List<List<List<Q>>> weights = new ArrayList<>();
    for (int l = 1; l <= layers; l++) {
      Object given = l < layers ? noise.get(l - 1) : "none";
      List<List<Q>> e = new ArrayList<>();
      for (int n = 0; n < samples; n++) {
        List<Q> row = new ArrayList<>();
        for (int i = 0; i < widths.get(l); i++) {
          row.add(
              given.equals("generic")
                  ? large(random)
                  : given.equals("none") ? Q.ONE : NoiseFormula.factor(given, n, i));
        }
        e.add(row);
      }
      factors.add(e);
      List<List<Q>> w = new ArrayList<>();
      for (int i = 0; i < widths.get(l); i++) {
        List<Q> row = new ArrayList<>();
        boolean known = instance.has("weights") && (l == layers ? !generic : pieces == 1);
        for (int j = 0; j < widths.get(l - 1); j++) {
          row.add(
              known
                  ? Q.of(
                      TinyJson.list(
                              TinyJson.list(TinyJson.list(instance.get("weights")).get(l - 1))
                                  .get(i))
                          .get(j))
                  : large(random));
        }
        row.add(
            !bias
                ? Q.ZERO
                : known
                    ? Q.of(TinyJson.list(TinyJson.list(instance.get("biases")).get(l - 1)).get(i))
                    : large(random));
        w.add(row);
      }
      weights.add(w);
    }
    boolean holds = claim.get("holds").equals(true);
    String patterns = claim.get("patterns").toString();
    boolean allLayers = patterns.equals("all-layers");
    boolean all = patterns.equals("all") || allLayers;
    int determined = 0;
    while (!allLayers
        && instance.has("weights")
        && determined < layers - 2
        && !noise.get(determined).equals("generic")) {
      determined++;
    }
    boolean deficient = false;
    // Determined layers have one pattern, so these are the same for every pattern.
    Set<Long> signs = Set.of();
    for (long pattern = 0; pattern < Math.round(Math.pow(choices, bits)); pattern++) {
      long rest = pattern;
      List<List<Q>> columns = new ArrayList<>();
      boolean consistent = true;
      int bit = 0;
      List<List<Q>> v = inputs;
      List<List<Q>> above = inputs;
      for (int l = 1; l < layers; l++) {
        List<List<Q>> out = new ArrayList<>();
        for (int n = 0; n < samples; n++) {
          List<Q> row = new ArrayList<>();
          for (int i = 0; i < widths.get(l); i++) {
            int choice = (int) (rest % choices);
            rest /= choices;
            bit++;
            boolean on = choice == 1;
            Q factor = factors.get(l - 1).get(n).get(i);
            Q a = factor.times(on || pieces > 1 ? Q.ONE : slope);
            if (l == layers - 1) {
              for (int j = 0; j < pieces; j++) {
                Q piece = pieces == 1 || choice == j ? a : Q.ZERO;
                v.get(n).forEach(x -> row.add(piece.times(x)));
                if (bias) {
                  row.add(piece);
                }
              }
            } else {
              Q u = weights.get(l - 1).get(i).get(widths.get(l - 1));
              for (int j = 0; j < widths.get(l - 1); j++) {
                u = u.plus(weights.get(l - 1).get(i).get(j).times(v.get(n).get(j)));
              }
              // The patterns of determined layers are those of their weights.
              consistent &= l > determined || (u.sign() >= 0) == on;
              row.add(a.times(u));
            }
          }
          out.add(row);
        }
        if (l == layers - 1) {
          columns = outputs == 1 ? out : spread(out, weights.get(layers - 1), widths.get(l));
          for (int m = 0; claim.has("output_biases") && m < columns.size(); m++) {
            for (int c = 0; c < outputs; c++) {
              columns.get(m).add(m % outputs == c ? Q.ONE : Q.ZERO);
            }
          }
          above = v;
        }
        v = out;
      }
      if (consistent && rank(columns) < samples * outputs) {
        // Layers below that are not determined have any patterns: there all are counted.
        int units = widths.get(layers - 1);
        long last = pattern >> bit - samples * units;
        if (!all && signs.isEmpty()) {
          signs = signVectors(patterns, above, bias);
        }
        boolean realizable =
            all || determined < layers - 2 || isOfPoint(signs, above, bias, units, last, patterns);
        // Patterns that no point has refute only claims about all patterns.
        assertThat(holds && (all || realizable))
            .as("a deficient pattern %d refutes %s", pattern, text)
            .isFalse();
        deficient |= all || realizable;
      }
    }
    assertThat(holds || deficient).as("no deficient pattern is found: %s", text).isTrue();
    if (claim.has("scope") && layers == 2 && outputs == 1 && pieces == 1) {
      List<List<Q>> x = table(instance.get("inputs"));
      x.forEach(
          row -> {
            if (bias) {
              row.add(Q.ONE);
            }
          });
      Q radius = claim.has("radius") ? Q.of(claim.get("radius")) : Q.ZERO;
      new ScopeJudge(x, factors.get(0), slope, radius).assertScope(text);
    }
    return true;
  }

  /** A row for every output in place of each: the blocks of the units times their weights. */
  private static List<List<Q>> spread(List<List<Q>> rows, List<List<Q>> weights, int units) {
    List<List<Q>> all = new ArrayList<>();
    for (List<Q> row : rows) {
      for (List<Q> held : weights) {
        List<Q> times = new ArrayList<>();
        for (int j = 0; j < row.size(); j++) {
          times.add(row.get(j).times(held.get(j * units / row.size())));
        }
        all.add(times);
      }
    }
    return all;
  }

  /** Whether every unit's signs in the pattern of the last hidden layer are those of a point. */
  private static boolean isOfPoint(
      Set<Long> signs, List<List<Q>> x, boolean bias, int units, long pattern, String word) {
    for (int i = 0; i < units; i++) {
      long mask = 0;
      for (int n = 0; n < x.size(); n++) {
        boolean on = (pattern >> (n * units + i) & 1) == 1;
        // A preactivation that is always zero has any slope in an open cell.
        boolean any = word.equals("realizable") && !bias && isZero(x.get(n));
        mask |= (on || any ? 1L : 0L) << n;
      }
      if (!signs.contains(mask)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(List<Q> x) {
    return x.stream().allMatch(entry -> entry.sign() == 0);
  }

  /**
   * The sign vectors of one unit, bit n set where u ≥ 0; if the word is "realizable" only those of
   * points with u ≠ 0 where the sample is not zero. Searched among small integers.
   */
  private static Set<Long> signVectors(String word, List<List<Q>> x, boolean bias) {
    Set<Long> signs = new HashSet<>();
    int d = (x.isEmpty() ? 0 : x.get(0).size()) + (bias ? 1 : 0);
    Random random = new Random(SEED);
    for (int t = 0; t < 2000; t++) {
      // Points near zero are tried most often: boundaries of cells are among them.
      int range = t == 0 ? 0 : t % 2 == 0 ? 20 : 1 + random.nextInt(4);
      List<Q> w = new ArrayList<>();
      for (int j = 0; j < d; j++) {
        w.add(Q.of(random.nextInt(2 * range + 1) - (long) range));
      }
      long mask = 0;
      boolean open = true;
      for (int n = 0; n < x.size(); n++) {
        Q u = bias ? w.get(d - 1) : Q.ZERO;
        for (int j = 0; j < x.get(n).size(); j++) {
          u = u.plus(w.get(j).times(x.get(n).get(j)));
        }
        open &= u.sign() != 0 || (!bias && isZero(x.get(n)));
        mask |= (u.sign() >= 0 ? 1L : 0L) << n;
      }
      if (open || word.equals("every-w")) {
        signs.add(mask);
      }
    }
    return signs;
  }

  private static Q large(Random random) {
    return Q.of(random.nextInt() & 0xffffffffL).plus(Q.ONE);
  }

  /** A matrix; of a sparse one the rows and columns that have entries. */
  private static List<List<Q>> matrix(TinyJson.Fields matrix) {
    if (!matrix.get("format").equals("dlmcert-sparse-matrix/1")) {
      return table(matrix.get("entries"));
    }
    List<List<Object>> entries =
        TinyJson.list(matrix.get("entries")).stream().map(TinyJson::list).toList();
    List<Object> columns = entries.stream().map(entry -> entry.get(1)).distinct().toList();
    Map<Object, List<Q>> rows = new LinkedHashMap<>();
    for (List<Object> entry : entries) {
      rows.computeIfAbsent(
              entry.get(0), i -> new ArrayList<>(Collections.nCopies(columns.size(), Q.ZERO)))
          .set(columns.indexOf(entry.get(1)), Q.of(entry.get(2)));
    }
    return List.copyOf(rows.values());
  }

  static List<List<Q>> table(Object rows) {
    List<List<Q>> table = new ArrayList<>();
    for (Object row : TinyJson.list(rows)) {
      List<Q> entries = new ArrayList<>();
      TinyJson.list(row).forEach(entry -> entries.add(Q.of(entry)));
      table.add(entries);
    }
    return table;
  }

  /** The rank of a list of rows, by elimination in fractions. */
  static int rank(List<List<Q>> rows) {
    List<List<Q>> m = new ArrayList<>();
    rows.forEach(row -> m.add(new ArrayList<>(row)));
    int rank = 0;
    int columns = m.isEmpty() ? 0 : m.get(0).size();
    for (int c = 0; c < columns && rank < m.size(); c++) {
      int pivot = rank;
      while (pivot < m.size() && m.get(pivot).get(c).sign() == 0) {
        pivot++;
      }
      if (pivot < m.size()) {
        Collections.swap(m, rank, pivot);
        for (int r = rank + 1; r < m.size(); r++) {
          if (m.get(r).get(c).sign() != 0) {
            Q f = m.get(r).get(c).dividedBy(m.get(rank).get(c)).negated();
            for (int k = c; k < columns; k++) {
              m.get(r).set(k, m.get(r).get(k).plus(f.times(m.get(rank).get(k))));
            }
          }
        }
        rank++;
      }
    }
    return rank;
  }
}
