package org.dlmcert.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.exact.Rational;

/** Evidence that is a pattern with a null vector. */
final class PatternSections {
  private static final int MOST_ROWS = 96;
  private static final int MOST_COLUMNS = 160;

  private PatternSections() {}

  static List<Section> of(Accepted certificate) {
    Fields evidence = certificate.evidence();
    List<Section> sections = new ArrayList<>();
    if (evidence.has("pattern")) {
      List<List<String>> pattern = evidence.rows("pattern");
      sections.add(pattern("The pattern", pattern));
      gradientMatrix(certificate, pattern).ifPresent(sections::add);
    }
    if (evidence.has("patterns")) {
      List<List<List<String>>> patterns = evidence.tables("patterns");
      for (int l = 0; l < patterns.size(); l++) {
        sections.add(pattern("The pattern of hidden layer " + (l + 1), patterns.get(l)));
      }
    }
    if (evidence.has("weights") && !evidence.has("pattern")) {
      sections.add(
          new Section.Heat(
              "Weights that have the pattern",
              List.of(
                  "A row for each hidden unit. The signs of its preactivations are the pattern."),
              "unit",
              "input",
              evidence.rows("weights")));
    }
    if (evidence.has("null_vector") && evidence.texts("null_vector").size() <= MOST_COLUMNS * 4) {
      sections.add(
          new Section.Bars(
              "The null vector",
              List.of(
                  "A combination of the columns of the matrix, one for each sample, that is zero:"
                      + " exactly, in every row."),
              "sample",
              evidence.texts("null_vector")));
    }
    return sections;
  }

  private static Section pattern(String title, List<List<String>> rows) {
    return new Section.Heat(
        title,
        List.of(
            "A row for each sample, a column for each hidden unit: 1 where its slope is 1, 0 where it"
                + " is s."
                + (rows.size() > MOST_ROWS ? " The first " + MOST_ROWS + " samples." : "")),
        "sample",
        "unit",
        rows.stream()
            .limit(MOST_ROWS)
            .map(r -> r.subList(0, Math.min(r.size(), MOST_COLUMNS)))
            .toList());
  }

  /** The matrix of the pattern, of one hidden layer with given noise, if it is small. */
  private static Optional<Section> gradientMatrix(
      Accepted certificate, List<List<String>> pattern) {
    if (certificate.claim().texts("widths").size() != 3
        || !certificate.hasInputs()
        || certificate.claim().text("noise").equals("generic")
        || certificate.instance().list("noise").get(0) instanceof Fields // a formula, of any size
        || certificate.instance().has("pieces")
        || pattern.isEmpty()
        || pattern.size() > MOST_COLUMNS) {
      return Optional.empty();
    }
    OneLayer network = OneLayer.of(certificate.instance());
    int dimension = network.dimension();
    if (network.units() * dimension > MOST_ROWS || pattern.get(0).size() != network.units()) {
      return Optional.empty();
    }
    List<List<String>> values = new ArrayList<>();
    for (int i = 0; i < network.units(); i++) {
      for (int j = 0; j < dimension; j++) {
        List<String> row = new ArrayList<>();
        for (int n = 0; n < pattern.size(); n++) {
          Rational slope = pattern.get(n).get(i).equals("1") ? Rational.ONE : network.slope();
          row.add(
              network
                  .noise()
                  .get(n)
                  .get(i)
                  .times(slope)
                  .times(network.inputs().get(n).get(j))
                  .toString());
        }
        values.add(row);
      }
    }
    return Optional.of(
        new Section.Heat(
            "The gradient matrix G of this pattern",
            List.of(
                "A column for each sample, a block of rows for each hidden unit: noise times slope"
                    + " times input."),
            "row",
            "sample",
            values));
  }
}
