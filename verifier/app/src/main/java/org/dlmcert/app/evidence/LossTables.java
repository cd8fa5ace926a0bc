package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.app.words.Shown;

/** What a certificate about the minima of a network claims of losses, and its data, as tables. */
final class LossTables {
  private static final int ROWS = 12;
  private static final int COLUMNS = 8;

  private LossTables() {}

  /** The tables; none for certificates of other claims. */
  static List<String> of(Fields certificate) {
    Fields claim = certificate.object("claim");
    List<String> lines = new ArrayList<>();
    if (claim.has("minima") && !claim.objects("minima").isEmpty()) {
      lines.add("");
      lines.add("Local minima by loss:");
      lines.addAll(losses(claim.objects("minima")));
    } else if (claim.has("property") && claim.text("property").equals("worst-minimum")) {
      lines.add("");
      lines.add("The worst loss of a minimum: " + Shown.number(claim.text("loss")));
    }
    Fields evidence = certificate.object("evidence");
    if (claim.text("property").startsWith("least-loss")) {
      lines.add("");
      lines.add("The least loss: " + Shown.number(claim.text("loss")));
      if (evidence.has("weights")) {
        lines.addAll(weights(evidence));
      }
    }
    if (!lines.isEmpty()) {
      lines.add("");
      lines.addAll(data(certificate.object("instance")));
    }
    return lines;
  }

  private static List<String> losses(List<Fields> minima) {
    List<String> names = new ArrayList<>(minima.get(0).names());
    List<List<String>> rows = new ArrayList<>();
    rows.add(names.stream().map(name -> name.replace('_', ' ')).toList());
    for (Fields row : minima.subList(0, Math.min(ROWS, minima.size()))) {
      rows.add(names.stream().map(name -> Shown.number(row.text(name))).toList());
    }
    return table(rows, minima.size());
  }

  private static List<String> weights(Fields evidence) {
    List<List<List<String>>> layers = evidence.tables("weights");
    List<String> lines = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      lines.add("W_" + (l + 1) + ":");
      List<List<String>> rows =
          layers.get(l).stream().limit(ROWS).map(LossTables::shortened).toList();
      lines.addAll(table(rows, layers.get(l).size()));
    }
    return lines;
  }

  private static List<String> data(Fields instance) {
    if (instance.isObject("inputs")) {
      return List.of("Data: in a file of their own.");
    }
    List<List<String>> inputs = instance.rows("inputs");
    List<String> lines = new ArrayList<>();
    lines.add("Data: " + Shown.count(inputs.size(), "sample") + ".");
    if (inputs.isEmpty()) {
      return lines;
    }
    List<List<String>> targets =
        instance.has("targets")
            ? instance.list("targets").stream()
                .map(
                    row ->
                        row instanceof Json.Array array
                            ? Fields.rows(new Json.Array(List.of(array))).get(0)
                            : List.of(row.toString()))
                .toList()
            : inputs.stream().map(row -> List.<String>of()).toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        Stream.of(
                List.of("sample"),
                header("x_", inputs.get(0).size()),
                header("y_", targets.get(0).size()))
            .flatMap(List::stream)
            .toList());
    for (int n = 0; n < Math.min(ROWS, inputs.size()); n++) {
      rows.add(
          Stream.of(List.of(String.valueOf(n)), shortened(inputs.get(n)), shortened(targets.get(n)))
              .flatMap(List::stream)
              .toList());
    }
    lines.addAll(table(rows, inputs.size()));
    return lines;
  }

  private static List<String> header(String name, int count) {
    return shortened(IntStream.range(0, count).mapToObj(j -> name + j).toList());
  }

  private static List<String> shortened(List<String> row) {
    List<String> cells = new ArrayList<>(row.stream().limit(COLUMNS).map(Shown::number).toList());
    if (row.size() > COLUMNS) {
      cells.add("…");
    }
    return cells;
  }

  /** Rows in columns, and how many rows there are if these are not all. */
  private static List<String> table(List<List<String>> rows, int all) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] width = new int[columns];
    rows.forEach(
        row ->
            IntStream.range(0, row.size())
                .forEach(j -> width[j] = Math.max(width[j], row.get(j).length())));
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(
          IntStream.range(0, row.size())
              .mapToObj(j -> " ".repeat(width[j] - row.get(j).length()) + row.get(j))
              .collect(Collectors.joining("  ", "  ", "")));
    }
    if (all > ROWS) {
      lines.add("  … (" + all + " rows)");
    }
    return lines;
  }
}
