package org.dlmcert.census;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.exact.Rational;

/**
 * What a worker says of one choice of cells: counted, and with its entry of the evidence. In a line
 * of text these are words with blanks between.
 *
 * @param loss that of all minima of the choice
 * @param cells the number of cells with minima in which every output weight is nonzero
 * @param zeroOutputCells the number of the other cells with minima
 * @param signs where the only solution is a minimum: the signs of the output weights
 * @param entry of the evidence (proofs/format.md, 5.26)
 */
record ChoiceLine(
    Rational loss, long cells, long zeroOutputCells, Optional<List<Integer>> signs, String entry) {
  private static final String NO_SIGNS = "none";

  static ChoiceLine of(ChoiceAnswer answer, CensusProblem problem, int[] chosen) {
    List<ChoiceAnswer.Minimum> minima = answer.minima(problem, chosen);
    long zero = minima.stream().filter(ChoiceAnswer.Minimum::hasZeroOutput).count();
    return new ChoiceLine(answer.loss(), minima.size() - zero, zero, answer.signs(), answer.text());
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static ChoiceLine read(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 5) {
      throw new IllegalArgumentException("an answer of five words expected: " + text);
    }
    return new ChoiceLine(
        EvidenceEntry.rational(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        words[3].equals(NO_SIGNS)
            ? Optional.empty()
            : Optional.of(words[3].chars().mapToObj(ChoiceLine::sign).toList()),
        words[4]);
  }

  String text() {
    return String.join(
        " ",
        loss.toString(),
        Long.toString(cells),
        Long.toString(zeroOutputCells),
        signs
            .map(q -> q.stream().map(s -> "-0+".substring(s + 1, s + 2)))
            .map(words -> words.collect(Collectors.joining()))
            .orElse(NO_SIGNS),
        entry);
  }

  boolean hasMinima() {
    return cells + zeroOutputCells > 0;
  }

  /** One minimum for every cell of the choice that has any, in the order of the tree. */
  List<ChoiceAnswer.Minimum> minima(CensusProblem problem, int[] chosen) {
    return hasMinima() ? answer().minima(problem, chosen) : List.of();
  }

  /** The answer, but for what proves that there is nothing more. */
  private ChoiceAnswer answer() {
    return new ChoiceAnswer(
        EvidenceEntry.rationals(entry, "solution"),
        loss,
        signs,
        EvidenceEntry.read(entry, "signs", ChoiceLine::nodes).map(OutputSignTree::new));
  }

  private static List<OutputSignTree.Node> nodes(JsonParser json) throws IOException {
    List<OutputSignTree.Node> nodes = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      switch (json.currentToken()) {
        case START_ARRAY -> nodes.add(new OutputSignTree.Point(EvidenceEntry.rationals(json)));
        case START_OBJECT -> {
          json.skipChildren();
          nodes.add(new OutputSignTree.Empty(List.of(), List.of()));
        }
        default -> nodes.add(OutputSignTree.SPLIT);
      }
    }
    return nodes;
  }

  private static int sign(int character) {
    int sign = "-0+".indexOf(character) - 1;
    if (sign < -1) {
      throw new IllegalArgumentException("a sign expected");
    }
    return sign;
  }
}
