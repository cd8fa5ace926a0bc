package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.dlmcert.exact.Rational;

/** What an exploration has found, as words without bars, for checkpoints. */
final class ExplorationText {
  private ExplorationText() {}

  static List<String> write(Exploration.Result result) {
    List<String> words = new ArrayList<>(result.steps());
    result.better().ifPresent(point -> words.add(write(point)));
    return words;
  }

  /** How many of the words are steps. */
  static long steps(List<String> words) {
    return words.stream().filter(word -> word.charAt(0) != 'w').count();
  }

  static Exploration.Result parse(List<String> words) {
    String last = words.get(words.size() - 1);
    return last.charAt(0) == 'w'
        ? new Exploration.Result(words.subList(0, words.size() - 1), Optional.of(point(last)))
        : new Exploration.Result(words, Optional.empty());
  }

  private static String write(ScaledWeights point) {
    StringJoiner text = new StringJoiner(" ", "w", "");
    text.add(point.outputBias().toString());
    for (int i = 0; i < point.units(); i++) {
      StringJoiner unit = new StringJoiner(",");
      unit.add(Integer.toString(point.sign(i)));
      for (int j = 0; j < point.dimensions(); j++) {
        unit.add(point.weight(i, j).toString());
      }
      text.add(unit.toString());
    }
    return text.toString();
  }

  private static ScaledWeights point(String text) {
    String[] words = text.substring(1).split(" ", -1);
    int[] signs = new int[words.length - 1];
    Rational[][] weights = new Rational[signs.length][];
    for (int i = 0; i < signs.length; i++) {
      String[] numbers = words[i + 1].split(",", -1);
      signs[i] = Integer.parseInt(numbers[0]);
      weights[i] = new Rational[numbers.length - 1];
      for (int j = 0; j < weights[i].length; j++) {
        weights[i][j] = number(numbers[j + 1]);
      }
    }
    return new ScaledWeights(signs, weights, number(words[0]));
  }

  private static Rational number(String text) {
    String[] parts = text.split("/", -1);
    return Rational.of(
        new BigInteger(parts[0]), parts.length > 1 ? new BigInteger(parts[1]) : BigInteger.ONE);
  }
}
