package org.dlmcert.least;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where to split a cone next: between the two generators of a unit for which the relaxation's point
 * is farthest from the outputs that its weights have, so that the gap between the two shrinks.
 */
final class ConeSplitting {
  /**
   * With so few kinks in all cones, edges are split exactly where a kink meets them. More often the
   * numbers would become long: where edges are cut in their middles they grow by some bits.
   */
  private static final int FEW_CUTS = 4;

  private static final int PARTS = 16;
  private static final double MOST_SIZE = 1e300;

  private final FloatProblem p;
  private final ConeNode node;
  private final ConeRelaxation relaxation;

  ConeSplitting(FloatProblem problem, ConeNode node, ConeRelaxation relaxation) {
    p = problem;
    this.node = node;
    this.relaxation = relaxation;
  }

  /** A pair of generators. */
  private record Edge(int unit, int first, int second) {}

  /** The split; none if no kink cuts a cone. */
  Optional<BoundStep.ConeSplit> split() {
    Optional<BoundStep.ConeSplit> opposite = opposite();
    return opposite.isPresent() ? opposite : byGap().or(this::anyCut);
  }

  /** The first axis of which both directions are generators. */
  private Optional<BoundStep.ConeSplit> opposite() {
    int most = -1;
    double widest = -1;
    int unit = 0;
    for (int i = 0; i < p.units; i++) {
      BigInteger[][] cone = node.state().cone(i);
      for (int k = 0; k < cone.length; k += 2) {
        double width = width(node.products(i)[k]);
        if (isOpposite(cone[k], cone[k + 1]) && width > widest) {
          widest = width;
          most = k;
          unit = i;
        }
      }
      if (most >= 0) {
        break;
      }
    }
    return most < 0
        ? Optional.empty()
        : Optional.of(
            new BoundStep.ConeSplit(unit, most, most + 1, BigInteger.ONE, BigInteger.ONE));
  }

  private static double width(BigInteger[] products) {
    double sum = 0;
    for (BigInteger product : products) {
      sum += product.signum() == 0 ? 0 : 1;
    }
    return sum;
  }

  private static boolean isOpposite(BigInteger[] a, BigInteger[] b) {
    boolean zero = true;
    for (int j = 0; j < a.length; j++) {
      if (!a[j].equals(b[j].negate())) {
        return false;
      }
      zero &= a[j].signum() == 0;
    }
    return !zero;
  }

  private Optional<BoundStep.ConeSplit> byGap() {
    List<ConeRelaxation.Ray> rays = relaxation.rays();
    Optional<Edge> best = Optional.empty();
    double most = 0;
    for (int a = 0; a < rays.size(); a++) {
      for (int b = 0; b < a; b++) {
        ConeRelaxation.Ray one = rays.get(b);
        ConeRelaxation.Ray two = rays.get(a);
        if (one.unit() == two.unit()
            && relaxation.coefficient(a) > 0
            && relaxation.coefficient(b) > 0) {
          double gap = gap(a, b);
          if (gap > most) {
            most = gap;
            best =
                Optional.of(new Edge(one.unit(), one.place(), two.place()));
          }
        }
      }
    }
    return best.map(this::at);
  }

  /** Σ |μ| times what the chord between two rays is off the outputs of their sum. */
  private double gap(int a, int b) {
    ConeRelaxation.Ray one = relaxation.rays().get(a);
    ConeRelaxation.Ray two = relaxation.rays().get(b);
    int i = one.unit();
    BigInteger[] first = node.products(i)[one.place()];
    BigInteger[] second = node.products(i)[two.place()];
    double[] u = p.preactivations(node.state().cone(i)[one.place()]);
    double[] v = p.preactivations(node.state().cone(i)[two.place()]);
    double gap = 0;
    for (int n = 0; n < p.samples; n++) {
      if (first[n].signum() * second[n].signum() < 0) {
        double s = relaxation.coefficient(a) * one.scale() * Math.abs(u[n]);
        double t = relaxation.coefficient(b) * two.scale() * Math.abs(v[n]);
        double jump = Math.abs(p.plus[i][n] - p.minus[i][n]);
        gap += (Math.abs(relaxation.mu[n]) + Double.MIN_NORMAL) * jump * Math.min(s, t);
      }
    }
    return gap;
  }

  /** The split of an edge in its middle. */
  private BoundStep.ConeSplit at(Edge edge) {
    BigInteger[][] cone = node.state().cone(edge.unit());
    BigInteger[] a = cone[edge.first()];
    BigInteger[] b = cone[edge.second()];
        double size = p.size(a);
    double other = p.size(b);
    if (p.d == 2 || hasFewCuts() || !(size > 0 && other > 0 && size + other < MOST_SIZE)) {
      return atKink(edge);
    }
    // As much of both in the scale in which the largest entries are 1.
    double least = Math.min(size, other);
    return new BoundStep.ConeSplit(
        edge.unit(),
        edge.first(),
        edge.second(),
        whole(other / least * PARTS),
        whole(size / least * PARTS));
  }

  private boolean hasFewCuts() {
    return node.cuts() <= Integer.getInteger("few", FEW_CUTS);
  }

  private static BigInteger whole(double share) {
    return new BigDecimal(share).toBigInteger();
  }

  /** At the kink that meets the edge next to its middle. */
  private BoundStep.ConeSplit atKink(Edge edge) {
    int i = edge.unit();
    BigInteger[] u = node.products(i)[edge.first()];
    BigInteger[] v = node.products(i)[edge.second()];
    double[] uf = p.preactivations(node.state().cone(i)[edge.first()]);
    double[] vf = p.preactivations(node.state().cone(i)[edge.second()]);
    int nearest = -1;
    double distance = 2;
    for (int n = 0; n < p.samples; n++) {
      if (u[n].signum() * v[n].signum() < 0 && p.exact.isBent(i, n)) {
        // at·u + (1 - at)·v = 0
        double at = Math.abs(vf[n]) / (Math.abs(uf[n]) + Math.abs(vf[n]));
        double off = Math.abs(at - 0.5);
        if (nearest < 0 || off < distance) {
          distance = off;
          nearest = n;
        }
      }
    }
    BigInteger alpha = v[nearest].abs();
    BigInteger beta = u[nearest].abs();
    BigInteger common = alpha.gcd(beta);
    return new BoundStep.ConeSplit(
        i, edge.first(), edge.second(), alpha.divide(common), beta.divide(common));
  }

  /** Any edge that a kink meets. */
  private Optional<BoundStep.ConeSplit> anyCut() {
    for (int i = 0; i < p.units; i++) {
      BigInteger[][] u = node.products(i);
      for (int n = 0; n < p.samples; n++) {
        if (node.isCut(i, n)) {
          List<Integer> sides = new ArrayList<>();
          for (int sign = 1; sign >= -1; sign -= 2) {
            int k = 0;
            while (u[k][n].signum() != sign) {
              k++;
            }
            sides.add(k);
          }
          return Optional.of(
              at(
                  new Edge(
                      i,
                      Math.min(sides.get(0), sides.get(1)),
                      Math.max(sides.get(0), sides.get(1)))));
        }
      }
    }
    return Optional.empty();
  }
}
