package org.dlmcert.least;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * A node of a search over cones, with the products of all generators and samples. Products that two
 * nodes have in common are computed once.
 */
final class ConeNode {
  private final LeastProblem problem;
  private final ConeState state;
  private final BigInteger[][][] products; // [unit][generator][sample]

  private ConeNode(LeastProblem problem, ConeState state, BigInteger[][][] products) {
    this.problem = problem;
    this.state = state;
    this.products = products;
  }

  static ConeNode of(LeastProblem problem, ConeState state) {
    BigInteger[][][] products = new BigInteger[state.units()][][];
    for (int i = 0; i < products.length; i++) {
      BigInteger[][] cone = state.cone(i);
      products[i] = new BigInteger[cone.length][];
      for (int k = 0; k < cone.length; k++) {
        products[i][k] = products(problem, cone[k]);
      }
    }
    return new ConeNode(problem, state, products);
  }

  private static BigInteger[] products(LeastProblem problem, BigInteger[] generator) {
    BigInteger[] row = new BigInteger[problem.samples()];
    for (int n = 0; n < row.length; n++) {
      row[n] = FaceFit.dot(generator, problem.input(n));
    }
    return row;
  }

  ConeState state() {
    return state;
  }

  /** g·x⁽ⁿ⁾ of a unit, a row for each generator. */
  BigInteger[][] products(int unit) {
    return products[unit];
  }

  /** The sign of g·x⁽ⁿ⁾ for the sum g of the generators of a unit with these factors. */
  int side(int unit, int sample, List<Integer> factors) {
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < factors.size(); k++) {
      if (factors.get(k) != 0) {
        sum = sum.add(products[unit][k][sample].multiply(BigInteger.valueOf(factors.get(k))));
      }
    }
    return sum.signum();
  }

  /** Whether a kink of a unit cuts its cone. */
  boolean isCut(int unit, int sample) {
    return problem.isBent(unit, sample) && sign(unit, sample) == CUT;
  }

  private static final int CUT = 2;

  /** The sign that all generators have, 0 included; CUT if there are both. */
  private int sign(int unit, int sample) {
    int sign = 0;
    for (BigInteger[] row : products[unit]) {
      int one = row[sample].signum();
      if (one * sign < 0) {
        return CUT;
      }
      sign = one == 0 ? sign : one;
    }
    return sign;
  }

  /** The number of kinks that cut cones. */
  int cuts() {
    int cuts = 0;
    for (int i = 0; i < products.length; i++) {
      for (int n = 0; n < problem.samples(); n++) {
        cuts += isCut(i, n) ? 1 : 0;
      }
    }
    return cuts;
  }

  /** The cells that the cones are in, if no kink cuts them. */
  SignState cells() {
    SignState signs = SignState.none(products.length, problem.samples());
    for (int i = 0; i < products.length; i++) {
      signs = signs.withOutput(state.output(i), i);
      for (int n = 0; n < problem.samples(); n++) {
        if (problem.isBent(i, n)) {
          signs = signs.withInput(n, sign(i, n) < 0 ? -1 : 1, i);
        }
      }
    }
    return signs;
  }

  /** The sum of the generators of each unit, a point of its cone. */
  ScaledWeights center() {
    int[] q = new int[products.length];
    Rational[][] w = new Rational[q.length][problem.dimensions()];
    for (int i = 0; i < q.length; i++) {
      q[i] = state.output(i);
      for (int j = 0; j < w[i].length; j++) {
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger[] generator : state.cone(i)) {
          sum = sum.add(generator[j]);
        }
        w[i][j] = Rational.of(sum);
      }
    }
    return new ScaledWeights(q, w, Rational.ZERO);
  }

  ConeNode withOutput(int sign, int... units) {
    return new ConeNode(problem, state.withOutput(sign, units), products);
  }

  ConeNode withGenerator(int place, BigInteger[] generator, int... units) {
    BigInteger[] row = products(problem, generator);
    BigInteger[][][] changed = products.clone();
    for (int i : units) {
      changed[i] = changed[i].clone();
      changed[i][place] = row;
    }
    return new ConeNode(problem, state.withGenerator(place, generator, units), changed);
  }
}
