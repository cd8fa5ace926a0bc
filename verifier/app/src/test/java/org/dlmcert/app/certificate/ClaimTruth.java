package org.dlmcert.app.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dlmcert.app.JsonNode;
import org.dlmcert.exact.Rational;

/**
 * Whether the claim of a small certificate is true, by trying everything: all patterns, all sets of
 * samples. Random numbers of 64 bits stand for generic ones. For claims about realizable patterns
 * only those of many random points are tried.
 */
final class ClaimTruth {
  private static final int POINTS = 400;

  private final JsonNode claim;
  private final JsonNode subject;

  ClaimTruth(JsonNode certificate) {
    claim = certificate.get("claim");
    subject = certificate.get("instance");
  }

  boolean isTrue() {
    return switch (claim.get("property").text()) {
      case "rank" ->
          rank(
                  subject.get("format").text().contains("sparse")
                      ? filled(subject.get("entries"))
                      : rows(subject.get("entries")))
              == number(claim, "rank");
      case "width" -> isWidth();
      default -> isFullRank();
    };
  }

  private static int number(JsonNode node, String field) {
    return Integer.parseInt(node.get(field).text());
  }

  private static Rational rational(JsonNode node) {
    String[] parts = node.text().split("/");
    return Rational.of(
        new BigInteger(parts[0]), parts.length == 1 ? BigInteger.ONE : new BigInteger(parts[1]));
  }

  private static List<List<Rational>> rows(JsonNode table) {
    return table.elements().stream()
        .map(row -> row.elements().stream().map(ClaimTruth::rational).toList())
        .toList();
  }

  /** The rows that have entries, without the columns that have none. */
  private static List<List<Rational>> filled(JsonNode entries) {
    Map<String, Map<String, Rational>> rows = new TreeMap<>();
    Set<String> columns = new TreeSet<>();
    for (JsonNode entry : entries.elements()) {
      String column = entry.elements().get(1).text();
      columns.add(column);
      rows.computeIfAbsent(entry.elements().get(0).text(), i -> new TreeMap<>())
          .put(column, rational(entry.elements().get(2)));
    }
    return rows.values().stream()
        .map(row -> columns.stream().map(j -> row.getOrDefault(j, Rational.ZERO)).toList())
        .toList();
  }

  /** The rank of a list of rows, by elimination over the rationals. */
  static int rank(List<List<Rational>> matrix) {
    List<List<Rational>> rows = new ArrayList<>(matrix);
    int rank = 0;
    int columns = matrix.isEmpty() ? 0 : matrix.get(0).size();
    for (int j = 0; j < columns; j++) {
      int pivot = rank;
      while (pivot < rows.size() && rows.get(pivot).get(j).isZero()) {
        pivot++;
      }
      if (pivot == rows.size()) {
        continue;
      }
      List<Rational> top = rows.get(pivot);
      rows.set(pivot, rows.get(rank));
      rows.set(rank, top);
      for (int i = rank + 1; i < rows.size(); i++) {
        List<Rational> row = rows.get(i);
        Rational factor = row.get(j).dividedBy(top.get(j));
        rows.set(
            i,
            IntStream.range(0, columns)
                .mapToObj(k -> row.get(k).minus(factor.times(top.get(k))))
                .toList());
      }
      rank++;
    }
    return rank;
  }

  private List<List<Rational>> inputs() {
    List<List<Rational>> inputs = rows(subject.get("inputs"));
    return subject.get("bias").text().equals("true")
        ? inputs.stream().map(ClaimTruth::withOne).toList()
        : inputs;
  }

  private static List<Rational> withOne(List<Rational> row) {
    List<Rational> longer = new ArrayList<>(row);
    longer.add(Rational.ONE);
    return longer;
  }

  private boolean isWidth() {
    List<List<Rational>> inputs = inputs();
    boolean zero = inputs.stream().anyMatch(x -> x.stream().allMatch(Rational::isZero));
    String width = claim.get("width").text();
    if (rank(inputs) != number(claim, "rank") || zero || width.equals("null")) {
      return rank(inputs) == number(claim, "rank") && zero && width.equals("null");
    }
    int least = 0;
    for (int set = 1; set < 1 << inputs.size(); set++) {
      int bits = set;
      List<List<Rational>> chosen =
          IntStream.range(0, inputs.size())
              .filter(n -> (bits >> n & 1) == 1)
              .mapToObj(inputs::get)
              .toList();
      int rank = rank(chosen);
      least = Math.max(least, (chosen.size() + rank - 1) / rank);
    }
    return least == Integer.parseInt(width);
  }

  private boolean isFullRank() {
    Layers layers = new Layers();
    boolean holds = claim.get("holds").text().equals("true");
    if (claim.get("patterns").text().startsWith("all")) {
      int bits = layers.bits();
      if (bits > 14) {
        throw new IllegalStateException("2^" + bits + " patterns are too many");
      }
      return LongStream.range(0, 1L << bits).allMatch(layers::hasFullRank) == holds;
    }
    Random random = new Random(0);
    return IntStream.range(0, POINTS).allMatch(k -> layers.hasFullRankAt(random)) == holds;
  }

  /** The network, its generic numbers drawn. */
  private final class Layers {
    private final List<Integer> widths =
        subject.get("widths").elements().stream().map(w -> Integer.valueOf(w.text())).toList();
    private final int last = widths.size() - 2; // L - 1
    private final Rational slope = rational(subject.get("slope"));
    private final boolean bias = subject.get("bias").text().equals("true");
    private final boolean given = ((JsonNode.Struct) subject).find("weights").isPresent();
    private final List<List<List<Rational>>> noise = new ArrayList<>();
    private final List<List<List<Rational>>> weights = new ArrayList<>();
    private final int samples = subject.get("inputs").elements().size();
    private int determined;

    Layers() {
      Random random = new Random(1);
      boolean counting = given && !claim.get("patterns").text().equals("all-layers");
      for (int l = 1; l <= last; l++) {
        JsonNode layer = subject.get("noise").elements().get(l - 1);
        boolean table = layer instanceof JsonNode.Array;
        boolean generic = !table && layer.text().equals("generic");
        noise.add(
            table
                ? rows(layer)
                : drawn(samples, widths.get(l), () -> generic ? random.nextLong() : 1));
        counting &= !generic && l < last;
        determined += counting ? 1 : 0;
        weights.add(layerWeights(l, random));
      }
    }

    private List<List<Rational>> drawn(int rows, int columns, LongSupplier number) {
      return IntStream.range(0, rows)
          .mapToObj(
              i ->
                  IntStream.range(0, columns)
                      .mapToObj(j -> Rational.of(number.getAsLong()))
                      .toList())
          .toList();
    }

    private List<List<Rational>> layerWeights(int l, Random random) {
      int below = widths.get(l - 1);
      if (!given || l == last) {
        return drawn(widths.get(l), below + (bias ? 1 : 0), random::nextLong);
      }
      List<List<Rational>> rows =
          new ArrayList<>(rows(subject.get("weights").elements().get(l - 1)));
      for (int i = 0; bias && i < rows.size(); i++) {
        List<Rational> row = new ArrayList<>(rows.get(i));
        row.add(rational(subject.get("biases").elements().get(l - 1).elements().get(i)));
        rows.set(i, row);
      }
      return rows;
    }

    int bits() {
      return samples * widths.subList(determined + 1, last + 1).stream().mapToInt(w -> w).sum();
    }

    /** Whether the matrix of a pattern has full column rank; bits from the lowest layer up. */
    boolean hasFullRank(long bits) {
      int at = 0;
      List<List<Rational>> values = rows(subject.get("inputs"));
      for (int l = 1; l < last; l++) {
        List<List<Rational>> next = new ArrayList<>();
        for (int n = 0; n < samples; n++) {
          List<Rational> row = new ArrayList<>();
          for (int i = 0; i < widths.get(l); i++) {
            Rational u = preactivation(weights.get(l - 1).get(i), values.get(n));
            boolean active = l <= determined ? u.signum() >= 0 : (bits >> at++ & 1) == 1;
            row.add(gain(l, n, i, active).times(u));
          }
          next.add(row);
        }
        values = next;
      }
      List<List<Rational>> columns = new ArrayList<>();
      for (int n = 0; n < samples; n++) {
        List<Rational> below = bias ? withOne(values.get(n)) : values.get(n);
        List<Rational> column = new ArrayList<>();
        for (int i = 0; i < widths.get(last); i++) {
          Rational gain = gain(last, n, i, (bits >> at++ & 1) == 1);
          below.forEach(v -> column.add(gain.times(v)));
        }
        columns.add(column);
      }
      return rank(columns) == samples;
    }

    /** The same for the pattern that random weights have, in the last hidden layer only. */
    boolean hasFullRankAt(Random random) {
      if (determined < last - 1) {
        throw new IllegalStateException("realizable patterns of one free layer only");
      }
      List<List<Rational>> below = rows(subject.get("inputs"));
      for (int l = 1; l < last; l++) {
        List<List<Rational>> next = new ArrayList<>();
        for (int n = 0; n < samples; n++) {
          List<Rational> row = new ArrayList<>();
          for (int i = 0; i < widths.get(l); i++) {
            Rational u = preactivation(weights.get(l - 1).get(i), below.get(n));
            row.add(gain(l, n, i, u.signum() >= 0).times(u));
          }
          next.add(row);
        }
        below = next;
      }
      long bits = 0;
      int width = widths.get(last);
      for (int i = 0; i < width; i++) {
        List<Rational> w =
            IntStream.rangeClosed(0, widths.get(last - 1))
                .mapToObj(j -> Rational.of(random.nextInt(2001) * 2L - 2001))
                .toList();
        for (int n = 0; n < samples; n++) {
          List<Rational> row = w.subList(0, widths.get(last - 1) + (bias ? 1 : 0));
          boolean active = preactivation(row, below.get(n)).signum() >= 0;
          bits |= (active ? 1L : 0L) << (n * width + i);
        }
      }
      return hasFullRank(bits);
    }

    private Rational preactivation(List<Rational> row, List<Rational> values) {
      Rational u = row.size() > values.size() ? row.get(values.size()) : Rational.ZERO;
      for (int j = 0; j < values.size(); j++) {
        u = u.plus(row.get(j).times(values.get(j)));
      }
      return u;
    }

    private Rational gain(int layer, int sample, int unit, boolean active) {
      return noise.get(layer - 1).get(sample).get(unit).times(active ? Rational.ONE : slope);
    }
  }
}
