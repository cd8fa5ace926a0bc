package org.dlmcert.paper.symbolic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dlmcert.exact.Rational;
import org.jscience.mathematics.function.Polynomial;
import org.jscience.mathematics.function.Term;

/**
 * An immutable polynomial in named variables over the rationals, on JScience's {@link Polynomial}.
 *
 * <p>{@code Polynomial.times} of JScience 4.3.1 leaves a stale coefficient behind where terms
 * cancel: it gives (x + y)(x - y) = x² - xy - y². So only products by single terms are asked of it,
 * where nothing can cancel, and they are added; {@code plus} does remove what cancels. {@code pow}
 * has the same fault. The zero polynomial, which JScience has as a constant with an explicit zero
 * coefficient, is kept apart. Tests compare everything here with an arithmetic of term maps.
 */
public final class RationalPolynomial {
  public static final RationalPolynomial ZERO = new RationalPolynomial(constant(Rational.ZERO));
  public static final RationalPolynomial ONE = new RationalPolynomial(constant(Rational.ONE));

  private static final Comparator<Term> HIGHEST_FIRST =
      Comparator.comparing((Term term) -> -degree(term)).thenComparing(RationalPolynomial::word);

  /** No coefficient is zero, unless this is the constant zero. */
  private final Polynomial<Coefficient> terms;

  private RationalPolynomial(Polynomial<Coefficient> terms) {
    this.terms = terms;
  }

  /** The constant polynomial. */
  public static RationalPolynomial of(Rational value) {
    return value.isZero() ? ZERO : new RationalPolynomial(constant(value));
  }

  /** The constant polynomial. */
  public static RationalPolynomial of(long value) {
    return of(Rational.of(value));
  }

  /**
   * The variable of this name.
   *
   * @throws IllegalArgumentException unless the name begins with a letter and has no space
   */
  public static RationalPolynomial variable(String name) {
    return new RationalPolynomial(
        Polynomial.valueOf(new Coefficient(Rational.ONE), Symbols.of(name)));
  }

  /** The sum of all; zero for none. */
  public static RationalPolynomial sum(List<RationalPolynomial> summands) {
    return switch (summands.size()) { // in halves: every addition copies what it has
      case 0 -> ZERO;
      case 1 -> summands.get(0);
      default -> {
        int half = summands.size() / 2;
        yield sum(summands.subList(0, half)).plus(sum(summands.subList(half, summands.size())));
      }
    };
  }

  public RationalPolynomial plus(RationalPolynomial other) {
    if (isZero()) {
      return other;
    }
    if (other.isZero()) {
      return this;
    }
    return of(terms.plus(other.terms));
  }

  public RationalPolynomial minus(RationalPolynomial other) {
    return plus(other.negate());
  }

  public RationalPolynomial negate() {
    return times(Rational.of(-1));
  }

  /** The product, the sum of this one's products by the other's single terms. */
  public RationalPolynomial times(RationalPolynomial other) {
    if (isZero() || other.isZero()) {
      return ZERO;
    }
    if (size() < other.size()) {
      return other.times(this);
    }
    List<RationalPolynomial> products = new ArrayList<>();
    for (Term term : other.monomials()) {
      Polynomial<Coefficient> single = Polynomial.valueOf(other.terms.getCoefficient(term), term);
      products.add(new RationalPolynomial(terms.times(single)));
    }
    return sum(products);
  }

  public RationalPolynomial times(Rational factor) {
    return isZero() || factor.isZero()
        ? ZERO
        : new RationalPolynomial(terms.times(constant(factor)));
  }

  /**
   * The power; the 0th is one.
   *
   * @throws IllegalArgumentException if the exponent is negative
   */
  public RationalPolynomial pow(int exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException("exponent " + exponent + " of a polynomial");
    }
    RationalPolynomial result = ONE;
    for (int k = 0; k < exponent; k++) {
      result = result.times(this);
    }
    return result;
  }

  /** The partial derivative by the variable of this name. */
  public RationalPolynomial derivative(String name) {
    List<RationalPolynomial> summands = new ArrayList<>();
    for (Term term : monomials()) {
      int power = term.getPower(Symbols.of(name));
      if (power > 0) {
        Rational factor = coefficient(term).times(Rational.of(power));
        Term lower = term.divide(Term.valueOf(Symbols.of(name), 1));
        summands.add(new RationalPolynomial(single(factor, lower)));
      }
    }
    return sum(summands);
  }

  /** With the variables of these names replaced, all at once. */
  public RationalPolynomial with(Map<String, RationalPolynomial> replacements) {
    List<RationalPolynomial> summands = new ArrayList<>();
    for (Term term : monomials()) {
      RationalPolynomial product = of(coefficient(term));
      for (int k = 0; k < term.size(); k++) {
        String name = term.getVariable(k).getSymbol();
        RationalPolynomial base =
            replacements.containsKey(name) ? replacements.get(name) : variable(name);
        product = product.times(base.pow(term.getPower(k)));
      }
      summands.add(product);
    }
    return sum(summands);
  }

  /** With the variables of these names set to numbers; the others remain. */
  public RationalPolynomial at(Map<String, Rational> point) {
    Map<String, RationalPolynomial> constants = new LinkedHashMap<>();
    point.forEach((name, value) -> constants.put(name, of(value)));
    return with(constants);
  }

  /**
   * The value at a point.
   *
   * @throws IllegalArgumentException if a variable is left
   */
  public Rational value(Map<String, Rational> point) {
    Rational sum = Rational.ZERO;
    for (Term term : monomials()) {
      Rational product = coefficient(term);
      for (int k = 0; k < term.size(); k++) {
        Rational value = point.get(term.getVariable(k).getSymbol());
        if (value == null) {
          throw new IllegalArgumentException("no value for " + term.getVariable(k).getSymbol());
        }
        for (int power = 0; power < term.getPower(k); power++) {
          product = product.times(value);
        }
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  public boolean isZero() {
    return terms.getTerms().size() == 1 && constantTerm() && coefficient(Term.ONE).isZero();
  }

  /** The largest sum of exponents; 0 for constants. */
  public int degree() {
    return monomials().stream().mapToInt(RationalPolynomial::degree).max().orElse(0);
  }

  /** The number of terms with a coefficient other than zero. */
  public int size() {
    return isZero() ? 0 : terms.getTerms().size();
  }

  /** The names of the variables that occur. */
  public SortedSet<String> variables() {
    SortedSet<String> names = new TreeSet<>();
    for (Term term : monomials()) {
      for (int k = 0; k < term.size(); k++) {
        names.add(term.getVariable(k).getSymbol());
      }
    }
    return names;
  }

  /** Coefficients by the text of their monomials, such as {@code x²·y}; empty for zero. */
  public SortedMap<String, Rational> coefficients() {
    SortedMap<String, Rational> all = new TreeMap<>();
    if (!isZero()) {
      monomials().forEach(term -> all.put(text(term), coefficient(term)));
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RationalPolynomial that && coefficients().equals(that.coefficients());
  }

  @Override
  public int hashCode() {
    return coefficients().hashCode();
  }

  /** Terms of highest degree first, then in lexicographic order: {@code 2·x²·y - 1/3·z + 1}. */
  @Override
  public String toString() {
    if (isZero()) {
      return "0";
    }
    StringBuilder all = new StringBuilder();
    for (Term term : monomials().stream().sorted(HIGHEST_FIRST).toList()) {
      Rational c = coefficient(term);
      boolean first = all.isEmpty();
      all.append(first ? (c.signum() < 0 ? "-" : "") : c.signum() < 0 ? " - " : " + ");
      boolean bare = term.size() > 0 && c.abs().equals(Rational.ONE);
      all.append(bare ? text(term) : c.abs() + (term.size() == 0 ? "" : "·" + text(term)));
    }
    return all.toString();
  }

  private static RationalPolynomial of(Polynomial<Coefficient> terms) {
    RationalPolynomial result = new RationalPolynomial(terms);
    return result.isZero() ? ZERO : result;
  }

  /** Copied one by one: the streams of Javolution's sets fail to link on Java 8 and later. */
  private List<Term> monomials() {
    List<Term> all = new ArrayList<>();
    for (Term term : terms.getTerms()) {
      all.add(term);
    }
    return all;
  }

  private boolean constantTerm() {
    return terms.getCoefficient(Term.ONE) != null;
  }

  private Rational coefficient(Term term) {
    Coefficient c = terms.getCoefficient(term);
    return c == null ? Rational.ZERO : c.value();
  }

  private static Polynomial<Coefficient> constant(Rational value) {
    return Polynomial.valueOf(new Coefficient(value), Term.ONE);
  }

  private static Polynomial<Coefficient> single(Rational coefficient, Term term) {
    return Polynomial.valueOf(new Coefficient(coefficient), term);
  }

  private static int degree(Term term) {
    int sum = 0;
    for (int k = 0; k < term.size(); k++) {
      sum += term.getPower(k);
    }
    return sum;
  }

  private static String text(Term term) {
    StringJoiner all = new StringJoiner("·");
    for (int k = 0; k < term.size(); k++) {
      int power = term.getPower(k);
      all.add(term.getVariable(k).getSymbol() + (power == 1 ? "" : superscript(power)));
    }
    return all.toString();
  }

  /** All factors one by one, {@code x x y}: sorted as text, this is the lexicographic order. */
  private static String word(Term term) {
    StringJoiner all = new StringJoiner(" ");
    for (int k = 0; k < term.size(); k++) {
      for (int power = 0; power < term.getPower(k); power++) {
        all.add(term.getVariable(k).getSymbol());
      }
    }
    return all.toString();
  }

  private static String superscript(int power) {
    StringBuilder digits = new StringBuilder();
    for (char c : Integer.toString(power).toCharArray()) {
      digits.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return digits.toString();
  }
}
