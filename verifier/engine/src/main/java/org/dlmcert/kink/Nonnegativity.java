package org.dlmcert.kink;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.progress.Interruption;

/**
 * Whether h(v) = c·v + Σ γ_C·|z_C·v| is nowhere negative, exactly and with evidence
 * (proofs/soundness.md section 21).
 *
 * <p>That says that one zonotope contains another, which is co-NP-complete in general (Kulmburg and
 * Althoff 2021). So there are four ways, the first that answers: one linear program, which decides
 * where no γ is negative and else may only prove a yes; the rays, polynomially many for fixed rank;
 * and one linear program for each choice of signs of the negative γ.
 */
public final class Nonnegativity {
  private final DirectionalDerivative derivative;
  private final Limits limits;
  private final List<DirectionalDerivative.Kink> convex;
  private final List<DirectionalDerivative.Kink> concave;

  /**
   * How much is tried.
   *
   * @param subsets the most subsets of lines whose rays are walked over
   * @param signs the most classes with γ &lt; 0 whose signs are all tried
   * @param products the most pairs of a class with γ &gt; 0 and a vector in one linear program
   */
  public record Limits(long subsets, int signs, long products) {
    /** Some seconds for one unit at most. */
    public static final Limits DEFAULT = new Limits(50_000, 8, 600);
  }

  /** What is true of h. */
  public sealed interface Answer {}

  /** h ≥ 0. */
  public record Nowhere(KinkEvidence evidence) implements Answer {}

  /** h is negative in this direction. */
  public record Negative(List<Rational> direction) implements Answer {
    public Negative {
      direction = List.copyOf(direction);
    }
  }

  /**
   * Not decided.
   *
   * @param subsets how many subsets of lines there are
   * @param concaveKinks how many classes have γ &lt; 0
   */
  public record TooMany(BigInteger subsets, int concaveKinks) implements Answer {}

  private Nonnegativity(DirectionalDerivative derivative, Limits limits) {
    this.derivative = derivative;
    this.limits = limits;
    convex = derivative.kinks().stream().filter(k -> k.weight().signum() > 0).toList();
    concave = derivative.kinks().stream().filter(k -> k.weight().signum() < 0).toList();
  }

  /** Decides within limits. */
  public static Answer decide(DirectionalDerivative derivative, Limits limits) {
    return new Nonnegativity(derivative, limits).decide();
  }

  private Answer decide() {
    List<Rational> down = derivative.linear().stream().map(Rational::negate).toList();
    if (derivative.at(down).signum() < 0) {
      return new Negative(down);
    }
    List<List<Rational>> lines = lines(derivative.kinks());
    for (List<Rational> v : Span.orthogonal(down.size(), lines)) {
      int slope = Rational.dot(down, v).signum();
      if (slope != 0) {
        return new Negative(slope > 0 ? v : v.stream().map(Rational::negate).toList());
      }
    }
    Span span = Span.of(down.size(), lines);
    Rays rays = Rays.of(down.size(), lines);
    if ((1L + concave.size()) * convex.size() <= limits.products()) {
      Optional<Answer> answer = oneProgram(span);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    if (rays.subsets().compareTo(BigInteger.valueOf(limits.subsets())) <= 0) {
      return rays.first(v -> derivative.at(v).signum() < 0)
          .<Answer>map(Negative::new)
          .orElseGet(() -> new Nowhere(new KinkEvidence.OnRays()));
    }
    return concave.size() <= limits.signs() && convex.size() <= limits.products()
        ? everySign(span)
        : new TooMany(rays.subsets(), concave.size());
  }

  private Optional<Answer> oneProgram(Span span) {
    List<List<Rational>> vectors = new ArrayList<>();
    vectors.add(span.restricted(derivative.linear()));
    for (DirectionalDerivative.Kink kink : concave) {
      Rational size = kink.weight().negate();
      vectors.add(span.restricted(kink.line()).stream().map(size::times).toList());
    }
    ZonotopeProgram.Answer answer = program(span, vectors);
    if (answer instanceof ZonotopeProgram.Combinations found) {
      List<List<Rational>> rows = found.rows();
      return Optional.of(
          new Nowhere(new KinkEvidence.Combination(rows.get(0), rows.subList(1, rows.size()))));
    }
    // Often the direction against c is one of descent; without negative γ it always is.
    List<Rational> v = span.extended(((ZonotopeProgram.Separated) answer).directions().get(0));
    if (derivative.at(v).signum() < 0) {
      return Optional.of(new Negative(v));
    }
    if (concave.isEmpty()) {
      throw new IllegalStateException("a separating direction that is not one of descent");
    }
    return Optional.empty();
  }

  private Answer everySign(Span span) {
    List<List<Rational>> points = new ArrayList<>();
    for (long bits = 0; bits < 1L << concave.size(); bits++) {
      Interruption.check();
      List<Rational> vector = derivative.linear();
      for (int j = 0; j < concave.size(); j++) {
        Rational weight = concave.get(j).weight();
        boolean minus = (bits >> j & 1) == 1;
        vector =
            DirectionalDerivative.plus(
                vector, concave.get(j).line(), minus ? weight.negate() : weight);
      }
      ZonotopeProgram.Answer answer = program(span, List.of(span.restricted(vector)));
      if (answer instanceof ZonotopeProgram.Combinations found) {
        points.add(found.rows().get(0));
      } else {
        return new Negative(
            span.extended(((ZonotopeProgram.Separated) answer).directions().get(0)));
      }
    }
    return new Nowhere(new KinkEvidence.Points(points));
  }

  private ZonotopeProgram.Answer program(Span span, List<List<Rational>> vectors) {
    return ZonotopeProgram.decide(
        convex.stream().map(kink -> span.restricted(kink.line())).toList(),
        convex.stream().map(DirectionalDerivative.Kink::weight).toList(),
        vectors);
  }

  private static List<List<Rational>> lines(List<DirectionalDerivative.Kink> kinks) {
    return kinks.stream().map(DirectionalDerivative.Kink::line).toList();
  }
}
