package org.dlmcert.census.faces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dlmcert.census.OutputSignTree;
import org.dlmcert.exact.Rational;

/**
 * A {@link FaceAnswer} as one line of text, in which it is kept and written to checkpoints: {@code
 * p loss weights}, or {@code e sum directions factors} with {@code unit:v,v,…;…} and {@code
 * unit:sample:value;…}.
 */
final class FaceAnswerText {
  private FaceAnswerText() {}

  static String write(FaceAnswer answer) {
    if (answer instanceof FaceAnswer.Minimum minimum) {
      return "p " + minimum.loss() + " " + list(minimum.products());
    }
    FaceAnswer.Empty empty = (FaceAnswer.Empty) answer;
    return "e "
        + empty.sum()
        + " "
        + empty.directions().stream()
            .map(d -> d.unit() + ":" + list(d.move()))
            .collect(Collectors.joining(";"))
        + " "
        + empty.factors().stream()
            .map(f -> f.unit() + ":" + f.sample() + ":" + f.value())
            .collect(Collectors.joining(";"));
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static FaceAnswer read(String text) {
    String[] words = text.split(" ", -1);
    if (words[0].equals("p") && words.length == 3) {
      return new FaceAnswer.Minimum(rational(words[1]), rationals(words[2]));
    }
    if (!words[0].equals("e") || words.length != 4) {
      throw new IllegalArgumentException("an answer expected: " + text);
    }
    List<FaceAnswer.Direction> directions = new ArrayList<>();
    for (String[] part : parts(words[2], 2)) {
      directions.add(new FaceAnswer.Direction(Integer.parseInt(part[0]), rationals(part[1])));
    }
    List<OutputSignTree.Factor> factors = new ArrayList<>();
    for (String[] part : parts(words[3], 3)) {
      factors.add(
          new OutputSignTree.Factor(
              Integer.parseInt(part[0]), Integer.parseInt(part[1]), rational(part[2])));
    }
    return new FaceAnswer.Empty(directions, rational(words[1]), factors);
  }

  private static List<String[]> parts(String text, int length) {
    List<String[]> parts = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(";", -1)) {
      String[] items = part.split(":", -1);
      if (items.length != length) {
        throw new IllegalArgumentException(length + " items expected: " + part);
      }
      parts.add(items);
    }
    return parts;
  }

  private static String list(List<Rational> values) {
    return values.stream().map(Rational::toString).collect(Collectors.joining(","));
  }

  private static List<Rational> rationals(String text) {
    return Arrays.stream(text.split(",", -1)).map(FaceAnswerText::rational).toList();
  }

  private static Rational rational(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Rational.of(new BigInteger(text))
        : Rational.of(
            new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
  }
}
