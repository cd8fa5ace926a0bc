package org.dlmcert.point;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Interruption;

/**
 * The sufficient condition for a local minimum of a deeper network (proofs/format.md, 5.24): the
 * residuals are orthogonal to A_{L-1}∘…∘A_2∘φ(W_1X) for all first layers nearby.
 *
 * <p>The products e∘a_{L-1,i}∘… are followed downwards, equal ones once: where many units have the
 * same slopes on all samples, as without noise, there are few. For each of them the units of the
 * first layer have to be balanced; this is where zero preactivations are allowed.
 */
final class PathProducts {
  /** Different products in one layer; beyond, the condition is not tried. */
  private static final int MOST_PRODUCTS = 20_000;

  private PathProducts() {}

  /** Whether the condition holds; false also where there are too many products. */
  static boolean vanish(Point point) {
    if (point.zeroPreactivations().stream().anyMatch(z -> z.layer() > 1)) {
      return false;
    }
    Set<List<Rational>> products = new LinkedHashSet<>();
    for (int k = 0; k < point.network().outputs(); k++) {
      products.add(point.lossDerivatives().row(k));
    }
    for (int l = point.network().depth() - 1; l >= 2; l--) {
      if (!biasesVanish(point, products)) {
        return false;
      }
      products = times(products, point.pass().slopes(l));
      if (products.size() > MOST_PRODUCTS) {
        return false;
      }
    }
    RationalMatrix inputs = point.below(1);
    return biasesVanish(point, products)
        && products.stream()
            .allMatch(
                q ->
                    IntStream.range(0, point.network().width(1))
                        .allMatch(i -> FirstOrder.form(point, 1, i, inputs, q::get).isZero()));
  }

  private static Set<List<Rational>> times(Set<List<Rational>> products, RationalMatrix slopes) {
    Set<List<Rational>> next = new LinkedHashSet<>();
    for (List<Rational> product : products) {
      Interruption.check();
      for (int i = 0; i < slopes.rows() && next.size() <= MOST_PRODUCTS; i++) {
        List<Rational> a = slopes.row(i);
        next.add(
            IntStream.range(0, a.size()).mapToObj(n -> product.get(n).times(a.get(n))).toList());
      }
    }
    return next;
  }

  private static boolean biasesVanish(Point point, Set<List<Rational>> products) {
    return !point.network().bias()
        || products.stream()
            .allMatch(p -> p.stream().reduce(Rational.ZERO, Rational::plus).isZero());
  }
}
