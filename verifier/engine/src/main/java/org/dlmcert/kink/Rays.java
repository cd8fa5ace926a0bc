package org.dlmcert.kink;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.progress.Interruption;

/**
 * The directions that span the cells of the hyperplanes z_C·v = 0: for vectors z_C of rank r, the
 * ±v orthogonal to r - 1 independent ones of them, with v not orthogonal to all.
 *
 * <p>A function that is linear on each closed cell, and zero where all z_C·v are, is nonnegative
 * exactly if it is so on these rays. There are at most 2·C(k, r-1) of them, a polynomial number for
 * fixed dimension; no list of cells is needed. They are walked depth first over subsets, and each
 * step keeps a basis of the directions orthogonal to the subset.
 */
public final class Rays {
  private final Span span;
  private final List<List<Rational>> given;
  private final BigInteger[][] lines; // in the coordinates of the span

  private Rays(Span span, List<List<Rational>> lines) {
    this.span = span;
    this.given = lines;
    this.lines =
        lines.stream()
            .map(z -> Span.integers(span.restricted(z)).toArray(BigInteger[]::new))
            .toArray(BigInteger[][]::new);
  }

  /**
   * The rays of some lines.
   *
   * @param dimension the length d of the vectors
   * @param lines vectors of length d that are not zero
   */
  public static Rays of(int dimension, List<List<Rational>> lines) {
    return new Rays(Span.of(dimension, lines), lines);
  }

  /** A basis of the directions orthogonal to all lines, on which no kink is seen. */
  public List<List<Rational>> orthogonal() {
    return Span.orthogonal(span.dimension(), given);
  }

  /** The number C(k, r-1) of subsets to walk over; 0 without lines. */
  public BigInteger subsets() {
    BigInteger count = BigInteger.valueOf(span.rank() == 0 ? 0 : 1);
    for (int j = 1; j < span.rank(); j++) {
      count =
          count.multiply(BigInteger.valueOf(lines.length - j + 1L)).divide(BigInteger.valueOf(j));
    }
    return count;
  }

  /** The first ray, of either sign, that satisfies a condition; rays may be tried repeatedly. */
  public Optional<List<Rational>> first(Predicate<List<Rational>> condition) {
    int rank = span.rank();
    if (rank == 0) {
      return Optional.empty();
    }
    List<BigInteger[]> basis = new ArrayList<>();
    for (int j = 0; j < rank; j++) {
      BigInteger[] unit = new BigInteger[rank];
      Arrays.fill(unit, BigInteger.ZERO);
      unit[j] = BigInteger.ONE;
      basis.add(unit);
    }
    return walk(basis, 0, condition);
  }

  /** All rays, each sign once for every subset that gives it. */
  public List<List<Rational>> all() {
    List<List<Rational>> rays = new ArrayList<>();
    first(
        ray -> {
          rays.add(ray);
          return false;
        });
    return rays;
  }

  private Optional<List<Rational>> walk(
      List<BigInteger[]> basis, int next, Predicate<List<Rational>> condition) {
    if (basis.size() == 1) {
      Interruption.check();
      List<Rational> ray = span.extended(Arrays.stream(basis.get(0)).map(Rational::of).toList());
      List<Rational> opposite = ray.stream().map(Rational::negate).toList();
      return condition.test(ray)
          ? Optional.of(ray)
          : condition.test(opposite) ? Optional.of(opposite) : Optional.empty();
    }
    for (int k = next; k + basis.size() - 1 <= lines.length; k++) {
      List<BigInteger[]> smaller = orthogonal(basis, lines[k]);
      if (smaller.size() < basis.size()) {
        Optional<List<Rational>> found = walk(smaller, k + 1, condition);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** A basis of the combinations orthogonal to z; the basis itself if all are. */
  private static List<BigInteger[]> orthogonal(List<BigInteger[]> basis, BigInteger[] z) {
    List<BigInteger> products = basis.stream().map(b -> IntegerVectors.dot(b, z)).toList();
    int pivot = 0;
    while (pivot < products.size() && products.get(pivot).signum() == 0) {
      pivot++;
    }
    if (pivot == products.size()) {
      return basis;
    }
    List<BigInteger[]> smaller = new ArrayList<>();
    for (int b = 0; b < basis.size(); b++) {
      if (b != pivot) {
        smaller.add(combined(basis.get(b), products.get(pivot), basis.get(pivot), products.get(b)));
      }
    }
    return smaller;
  }

  /** p·a - q·b without common factor. */
  private static BigInteger[] combined(BigInteger[] a, BigInteger p, BigInteger[] b, BigInteger q) {
    BigInteger[] sum = new BigInteger[a.length];
    Arrays.setAll(sum, j -> a[j].multiply(p).subtract(b[j].multiply(q)));
    return IntegerVectors.primitive(List.of(sum)).toArray(BigInteger[]::new);
  }
}
