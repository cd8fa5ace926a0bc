package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.exact.Rational;

/**
 * A {@link ChoiceAnswer} as one line of text, in which it is kept and written to checkpoints: words
 * separated by blanks.
 *
 * <p>First the loss and the solution, then {@code =} and the signs of the only solution ({@code =}
 * alone if it is no minimum), or the nodes of the tree: {@code /} for a split, {@code p} with
 * weights, {@code e} with factors {@code unit:sample:value} and, after {@code ;}, coefficients
 * {@code sample:value}.
 */
final class AnswerText {
  private AnswerText() {}

  static String write(ChoiceAnswer answer) {
    StringBuilder text = new StringBuilder();
    text.append(answer.loss()).append(' ').append(NumberText.list(answer.solution()));
    if (answer.tree().isEmpty()) {
      text.append(" =");
      answer.signs().ifPresent(q -> q.forEach(sign -> text.append("-0+".charAt(sign + 1))));
      return text.toString();
    }
    for (OutputSignTree.Node node : answer.tree().get().nodes()) {
      text.append(' ');
      if (node instanceof OutputSignTree.Point point) {
        text.append('p').append(NumberText.list(point.weights()));
      } else if (node instanceof OutputSignTree.Empty empty) {
        text.append('e')
            .append(NumberText.factors(empty.factors(), ","))
            .append(';')
            .append(
                empty.combination().stream()
                    .map(c -> c.sample() + ":" + c.value())
                    .collect(Collectors.joining(",")));
      } else {
        text.append('/');
      }
    }
    return text.toString();
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static ChoiceAnswer read(String text) {
    String[] words = text.split(" ", -1);
    if (words.length < 3) {
      throw new IllegalArgumentException("an answer of at least three words expected");
    }
    Rational loss = NumberText.rational(words[0]);
    List<Rational> solution = NumberText.rationals(words[1]);
    if (words[2].startsWith("=")) {
      List<Integer> signs = words[2].substring(1).chars().mapToObj(AnswerText::sign).toList();
      return new ChoiceAnswer(
          solution,
          loss,
          signs.isEmpty() ? Optional.empty() : Optional.of(signs),
          Optional.empty());
    }
    List<OutputSignTree.Node> nodes = Arrays.stream(words).skip(2).map(AnswerText::node).toList();
    return new ChoiceAnswer(
        solution, loss, Optional.empty(), Optional.of(new OutputSignTree(nodes)));
  }

  private static OutputSignTree.Node node(String word) {
    if (word.equals("/")) {
      return OutputSignTree.SPLIT;
    }
    String rest = word.substring(Math.min(1, word.length()));
    if (word.startsWith("p")) {
      return new OutputSignTree.Point(NumberText.rationals(rest));
    }
    String[] halves = rest.split(";", -1);
    if (!word.startsWith("e") || halves.length != 2) {
      throw new IllegalArgumentException("a node expected: " + word);
    }
    List<OutputSignTree.Coefficient> combination = new ArrayList<>();
    for (String[] part : NumberText.parts(halves[1], ",", 2)) {
      combination.add(
          new OutputSignTree.Coefficient(Integer.parseInt(part[0]), new BigInteger(part[1])));
    }
    return new OutputSignTree.Empty(NumberText.readFactors(halves[0], ","), combination);
  }

  private static int sign(int character) {
    int sign = "-0+".indexOf(character) - 1;
    if (sign < -1) {
      throw new IllegalArgumentException("a sign expected");
    }
    return sign;
  }
}
