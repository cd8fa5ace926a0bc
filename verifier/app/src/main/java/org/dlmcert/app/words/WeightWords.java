package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Weights;

/** Weights, or a direction in which they move, as fields and as lines. */
public final class WeightWords {
  private static final int SHOWN = 12;

  private WeightWords() {}

  /** The fields {@code weights} and, with biases, {@code biases}. */
  static Map<String, Object> fields(Weights weights) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("weights", tables(weights));
    weights.biases().ifPresent(biases -> fields.put("biases", rows(biases)));
    return fields;
  }

  /** The entries that are not zero, one a line. */
  static List<String> entries(Weights weights) {
    return entries(tables(weights), weights.biases().map(WeightWords::rows).orElse(List.of()));
  }

  /**
   * The entries that are not zero, one a line.
   *
   * @param matrices W_1, …, W_L by rows, of reduced rational numbers
   * @param biases b_1, …, b_L, or nothing
   */
  public static List<String> entries(List<List<List<String>>> matrices, List<List<String>> biases) {
    List<String> lines = new ArrayList<>();
    for (int l = 0; l < matrices.size(); l++) {
      for (int i = 0; i < matrices.get(l).size(); i++) {
        add(lines, "W_" + (l + 1) + "[" + i + "]", matrices.get(l).get(i));
      }
    }
    for (int l = 0; l < biases.size(); l++) {
      add(lines, "b_" + (l + 1), biases.get(l));
    }
    return cut(lines);
  }

  /** The first of many lines. */
  public static List<String> cut(List<String> lines) {
    return Shown.rows(SHOWN, lines.size(), lines::get, "entries");
  }

  private static void add(List<String> lines, String name, List<String> row) {
    for (int j = 0; j < row.size(); j++) {
      if (!row.get(j).equals("0")) {
        lines.add("  " + name + "[" + j + "]: " + PointNumbers.shortened(row.get(j)));
      }
    }
  }

  static List<List<List<String>>> tables(Weights weights) {
    return weights.matrices().stream().map(WeightWords::rows).toList();
  }

  static List<List<String>> rows(RationalMatrix matrix) {
    return rows(IntStream.range(0, matrix.rows()).mapToObj(matrix::row).toList());
  }

  static List<List<String>> rows(List<List<Rational>> rows) {
    return rows.stream().map(row -> row.stream().map(Rational::toString).toList()).toList();
  }
}
