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
 * residuals are orthogonal to A_{L-1}∘…∘A_1∘X, row by row.
 *
 * <p>The products e∘a_{L-1,i}∘… are followed downwards, equal ones once: where many units have the
 * same slopes on all samples, as without noise, there are few.
 */
final class PathProducts {
  /** Different products in one layer; beyond, the condition is not tried. */
  private static final int MOST_PRODUCTS = 20_000;

  private PathProducts() {}

  /** Whether the condition holds; false also where there are too many products. */
  static boolean vanish(Point point) {
    if (!point.isDifferentiable()) {
      return false;
    }
    Set<List<Rational>> products = new LinkedHashSet<>();
    for (int k = 0; k < point.network().outputs(); k++) {
      products.add(point.residuals().row(k));
    }
    for (int l = point.network().depth() - 1; l >= 1; l--) {
      if (!biasesVanish(point, products)) {
        return false;
      }
      RationalMatrix slopes = point.pass().slopes(l);
      Set<List<Rational>> next = new LinkedHashSet<>();
      for (List<Rational> product : products) {
        Interruption.check();
        for (int i = 0; i < slopes.rows(); i++) {
          List<Rational> a = slopes.row(i);
          next.add(
              IntStream.range(0, a.size())
                  .mapToObj(n -> product.get(n).times(a.get(n)))
                  .toList());
        }
        if (next.size() > MOST_PRODUCTS) {
          return false;
        }
      }
      products = next;
    }
    RationalMatrix inputs = point.pass().output(0);
    return biasesVanish(point, products)
        && products.stream()
            .allMatch(
                product ->
                    IntStream.range(0, inputs.rows())
                        .allMatch(j -> DirectionalForm.dot(product, inputs.row(j)).isZero()));
  }

  private static boolean biasesVanish(Point point, Set<List<Rational>> products) {
    return !point.network().bias()
        || products.stream()
            .allMatch(p -> p.stream().reduce(Rational.ZERO, Rational::plus).isZero());
  }
}
