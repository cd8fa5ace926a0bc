package org.dlmcert.checker;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.checker.BruteForce.Q;

/** Noise that is a formula (format.md 5.46), by a walk over the integers of a residue class. */
final class NoiseFormula {
  private final TinyJson.Fields lift;

  private NoiseFormula(TinyJson.Fields lift) {
    this.lift = lift;
  }

  /** The factor of a unit on a sample, from a table or a formula. */
  static Q factor(Object noise, int sample, int unit) {
    if (noise instanceof TinyJson.Fields formula) {
      return new NoiseFormula(TinyJson.fields(formula.get("lift"))).at(sample, unit);
    }
    return Q.of(TinyJson.list(TinyJson.list(noise).get(sample)).get(unit));
  }

  private Q at(int sample, int unit) {
    long p = Long.parseLong(lift.get("prime").toString());
    BigInteger m = BigInteger.TWO.pow(Integer.parseInt(lift.get("bits").toString()));
    List<Object> groups = TinyJson.list(lift.get("groups"));
    boolean member =
        unit < groups.size()
            && TinyJson.list(groups.get(unit)).stream()
                .anyMatch(n -> n.toString().equals(String.valueOf(sample)));
    Q start = lift.get("near").equals("none") ? Q.ONE : factor(lift.get("near"), sample, unit);
    Q wanted = start.times(new Q(m, BigInteger.ONE));
    // From below: the first integer of the class whose upper neighbour is not as near.
    BigInteger r = wanted.p().divide(wanted.q()).subtract(BigInteger.valueOf(3 * p));
    BigInteger class0 = member ? m : BigInteger.ZERO;
    while (r.subtract(class0).mod(BigInteger.valueOf(p)).signum() != 0) {
      r = r.add(BigInteger.ONE);
    }
    while (gap(r.add(BigInteger.valueOf(p)), wanted).plus(gap(r, wanted).negated()).p().signum()
        <= 0) {
      r = r.add(BigInteger.valueOf(p));
    }
    return new Q(r, BigInteger.ONE).dividedBy(new Q(m, BigInteger.ONE));
  }

  private static Q gap(BigInteger r, Q wanted) {
    Q difference = new Q(r, BigInteger.ONE).plus(wanted.negated());
    return difference.p().signum() < 0 ? difference.negated() : difference;
  }
}
