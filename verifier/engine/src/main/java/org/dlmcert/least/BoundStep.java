package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.dlmcert.exact.Rational;

/** A node of a bound tree (proofs/format.md, 5.33), or a node that is not yet settled. */
sealed interface BoundStep {

  /** Splits by the sign of an output weight. */
  record OutputSplit(int unit) implements BoundStep {}

  /** Splits by the sign of a unit on a sample. */
  record InputSplit(int unit, int sample) implements BoundStep {}

  /** No weights of a unit have the known signs. */
  record EmptyCell(int unit, List<Term> lambda) implements BoundStep {
    public EmptyCell {
      lambda = List.copyOf(lambda);
    }
  }

  /** A vector μ that bounds the loss. */
  record Bound(List<BigInteger> vector, List<Factors> units) implements BoundStep {
    public Bound {
      vector = List.copyOf(vector);
      units = List.copyOf(units);
    }
  }

  /** A node that is not settled. */
  record Open(SignState state) implements BoundStep {}

  /** A number for a sample. */
  record Term(int sample, Rational factor) {}

  /**
   * The numbers k of a unit: samples without a sign that have s·m, and those with other numbers.
   */
  record Factors(List<Integer> low, List<Term> given) {
    public Factors {
      low = List.copyOf(low);
      given = List.copyOf(given);
    }
  }

  /** One word without bars. */
  default String text() {
    if (this instanceof OutputSplit split) {
      return "q" + split.unit();
    }
    if (this instanceof InputSplit split) {
      return "x" + split.unit() + ":" + split.sample();
    }
    if (this instanceof EmptyCell empty) {
      return "e" + empty.unit() + " " + terms(empty.lambda());
    }
    if (this instanceof Bound bound) {
      StringJoiner text = new StringJoiner(" ");
      StringJoiner vector = new StringJoiner(",", "b", "");
      bound.vector().forEach(entry -> vector.add(entry.toString()));
      text.add(vector.toString());
      for (Factors factors : bound.units()) {
        StringJoiner low = new StringJoiner(",");
        factors.low().forEach(n -> low.add(n.toString()));
        text.add(low.toString()).add(terms(factors.given()));
      }
      return text.toString();
    }
    return "o" + ((Open) this).state().text();
  }

  private static String terms(List<Term> terms) {
    StringJoiner text = new StringJoiner(",");
    terms.forEach(term -> text.add(term.sample() + ":" + term.factor()));
    return text.toString();
  }

  /** Reads what {@link #text} wrote. */
  static BoundStep parse(String text) {
    String rest = text.substring(1);
    String[] words = rest.split(" ", -1);
    switch (text.charAt(0)) {
      case 'q':
        return new OutputSplit(Integer.parseInt(rest));
      case 'x':
        String[] pair = rest.split(":", -1);
        return new InputSplit(Integer.parseInt(pair[0]), Integer.parseInt(pair[1]));
      case 'e':
        return new EmptyCell(Integer.parseInt(words[0]), parseTerms(words[1]));
      case 'b':
        List<BigInteger> vector = new ArrayList<>();
        for (String entry : words[0].split(",", -1)) {
          vector.add(new BigInteger(entry));
        }
        List<Factors> units = new ArrayList<>();
        for (int w = 1; w < words.length; w += 2) {
          List<Integer> low = new ArrayList<>();
          for (String n : words[w].isEmpty() ? new String[0] : words[w].split(",", -1)) {
            low.add(Integer.valueOf(n));
          }
          units.add(new Factors(low, parseTerms(words[w + 1])));
        }
        return new Bound(vector, units);
      default:
        return new Open(SignState.parse(rest));
    }
  }

  private static List<Term> parseTerms(String text) {
    List<Term> terms = new ArrayList<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] parts = word.split("[:/]", -1);
      BigInteger denominator = parts.length > 2 ? new BigInteger(parts[2]) : BigInteger.ONE;
      terms.add(
          new Term(Integer.parseInt(parts[0]), Rational.of(new BigInteger(parts[1]), denominator)));
    }
    return terms;
  }
}
