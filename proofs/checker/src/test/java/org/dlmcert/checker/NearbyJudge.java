package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dlmcert.checker.BruteForce.Q;

/**
 * Judges claims about points near given weights in double precision, without intervals: at the
 * centre, which is nearly the point, loss and distance are as claimed, and nothing near a minimum
 * is lower by more than rounding.
 */
final class NearbyJudge {
  private static final long SEED = 19690401;
  private static final int DRAWS = 200;
  private static final double ROUNDING = 1e-5;

  private final List<Integer> widths = new ArrayList<>();
  private final boolean bias;
  private final double slope;
  private final List<List<Q>> inputs;
  private final List<List<Double>> targets = new ArrayList<>();
  private final TinyJson.Fields instance;
  private final double[] given;
  private final double[] centre;

  NearbyJudge(TinyJson.Fields instance, TinyJson.Fields evidence) {
    this.instance = instance;
    TinyJson.list(instance.get("widths")).forEach(w -> widths.add(Integer.valueOf(w.toString())));
    bias = instance.get("bias").equals(true);
    slope = number(Q.of(instance.get("slope")));
    inputs = BruteForce.table(instance.get("inputs"));
    for (Object row : TinyJson.list(instance.get("targets"))) {
      List<Object> entries = row instanceof List<?> ? TinyJson.list(row) : List.of(row);
      targets.add(entries.stream().map(y -> number(Q.of(y))).toList());
    }
    given = given();
    BigInteger unit = BigInteger.ONE.shiftLeft(Integer.parseInt(evidence.get("bits").toString()));
    centre =
        TinyJson.list(evidence.get("centre")).stream()
            .mapToDouble(c -> number(new Q(new BigInteger(c.toString()), unit)))
            .toArray();
  }

  private static double number(Q value) {
    return new BigDecimal(value.p())
        .divide(new BigDecimal(value.q()), new MathContext(30))
        .doubleValue();
  }

  private double[] given() {
    List<Double> flat = new ArrayList<>();
    for (int l = 0; l + 1 < widths.size(); l++) {
      List<List<Q>> rows = BruteForce.table(TinyJson.list(instance.get("weights")).get(l));
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).forEach(w -> flat.add(number(w)));
        if (bias) {
          Object row = TinyJson.list(instance.get("biases")).get(l);
          flat.add(number(Q.of(TinyJson.list(row).get(i))));
        }
      }
    }
    return flat.stream().mapToDouble(w -> w).toArray();
  }

  private double noise(int layer, int sample, int unit) {
    Object table = TinyJson.list(instance.get("noise")).get(layer - 1);
    return table.equals("none")
        ? 1
        : number(Q.of(TinyJson.list(TinyJson.list(table).get(sample)).get(unit)));
  }

  /** The mean of half the squared residuals. */
  private double loss(double[] w) {
    double sum = 0;
    for (int n = 0; n < inputs.size(); n++) {
      double[] v = inputs.get(n).stream().mapToDouble(NearbyJudge::number).toArray();
      int at = 0;
      for (int l = 1; l < widths.size(); l++) {
        double[] u = new double[widths.get(l)];
        for (int i = 0; i < u.length; i++) {
          for (double value : v) {
            u[i] += w[at++] * value;
          }
          u[i] += bias ? w[at++] : 0;
          if (l + 1 < widths.size()) {
            u[i] *= (u[i] < 0 ? slope : 1) * noise(l, n, i);
          }
        }
        v = u;
      }
      for (int k = 0; k < v.length; k++) {
        sum += (v[k] - targets.get(n).get(k)) * (v[k] - targets.get(n).get(k));
      }
    }
    return sum / 2 / inputs.size();
  }

  /** Fails if the claim is false. */
  void assertClaim(TinyJson.Fields claim, String text) {
    double loss = loss(centre);
    assertThat(loss)
        .as(text)
        .isBetween(
            number(Q.of(claim.get("loss_from"))) - ROUNDING,
            number(Q.of(claim.get("loss_to"))) + ROUNDING);
    double reach = 0;
    for (int j = 0; j < given.length; j++) {
      reach = Math.max(reach, Math.abs(centre[j] - given[j]));
    }
    assertThat(reach).as(text).isLessThan(number(Q.of(claim.get("radius"))) + ROUNDING);
    Random random = new Random(SEED);
    boolean lower = false;
    for (int t = 0; t < DRAWS; t++) {
      double[] near = centre.clone();
      for (int j = 0; j < near.length; j++) {
        near[j] += (t % 5 + 1) * 0.02 * (random.nextDouble() - 0.5);
      }
      lower |= loss(near) < loss - ROUNDING;
    }
    assertThat(lower).as(text).isEqualTo(claim.get("verdict").equals("SADDLE"));
  }
}
