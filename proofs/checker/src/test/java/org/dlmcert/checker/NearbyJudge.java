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
  private static final int DESCENT = 20_000;
  private static final double RATE = 1e-2;
  private static final double STEP = 1e-7;
  private static final double ROUNDING = 1e-5;

  /** What a loss has to be smaller by, to be smaller for sure. */
  private static final double SLIGHT = 1e-10;

  private final List<Integer> widths = new ArrayList<>();
  private final boolean bias;
  private final double slope;
  private final List<List<Q>> inputs;
  private final List<List<Double>> targets = new ArrayList<>();
  private final TinyJson.Fields instance;
  private final double[] given;
  private final double[] centre;

  /** A judge of points: the evidence has the centre. */
  static NearbyJudge ofPoint(TinyJson.Fields instance, TinyJson.Fields evidence) {
    BigInteger unit = BigInteger.ONE.shiftLeft(Integer.parseInt(evidence.get("bits").toString()));
    return new NearbyJudge(
        instance,
        TinyJson.list(evidence.get("centre")).stream()
            .mapToDouble(c -> number(new Q(new BigInteger(c.toString()), unit)))
            .toArray());
  }

  /** A judge of all weights near given ones. */
  static NearbyJudge ofBall(TinyJson.Fields instance) {
    return new NearbyJudge(instance, new double[0]);
  }

  private NearbyJudge(TinyJson.Fields instance, double[] centre) {
    this.instance = instance;
    this.centre = centre;
    TinyJson.list(instance.get("widths")).forEach(w -> widths.add(Integer.valueOf(w.toString())));
    bias = instance.get("bias").equals(true);
    slope = number(Q.of(instance.get("slope")));
    inputs = BruteForce.table(instance.get("inputs"));
    for (Object row : TinyJson.list(instance.get("targets"))) {
      List<Object> entries = row instanceof List<?> ? TinyJson.list(row) : List.of(row);
      targets.add(entries.stream().map(y -> number(Q.of(y))).toList());
    }
    given = given();
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

  /** The outputs, sample by sample. */
  private double[] outputs(double[] w) {
    double[] outputs = new double[inputs.size() * widths.get(widths.size() - 1)];
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
      System.arraycopy(v, 0, outputs, n * v.length, v.length);
    }
    return outputs;
  }

  /** Outputs minus targets. */
  private double[] residuals(double[] w) {
    double[] residuals = outputs(w);
    for (int k = 0; k < residuals.length; k++) {
      int width = targets.get(0).size();
      residuals[k] -= targets.get(k / width).get(k % width);
    }
    return residuals;
  }

  /** The mean of half the squared residuals. */
  private double loss(double[] w) {
    double norm = norm(residuals(w));
    return norm * norm / 2 / inputs.size();
  }

  /** A point of loss 0 that steepest descent finds, or where it ends. */
  private double[] descended(double[] from, int steps) {
    double[] at = from.clone();
    for (int t = 0; t < steps && loss(at) > ROUNDING * ROUNDING; t++) {
      double[] gradient = gradient(at);
      for (int j = 0; j < at.length; j++) {
        at[j] -= RATE * gradient[j];
      }
    }
    return at;
  }

  /** Fails if the claim is false. */
  void assertClaim(TinyJson.Fields claim, String text) {
    // A box of loss 0 may be wide; the loss is stated for all of the other boxes.
    double[] point =
        claim.get("verdict").equals("GLOBAL_MINIMUM") ? descended(centre, DESCENT) : centre;
    double loss = loss(point);
    assertThat(loss)
        .as(text)
        .isBetween(
            number(Q.of(claim.get("loss_from"))) - ROUNDING,
            number(Q.of(claim.get("loss_to"))) + ROUNDING);
    double reach = 0;
    for (int j = 0; j < given.length; j++) {
      reach = Math.max(reach, Math.abs(point[j] - given[j]));
    }
    assertThat(reach).as(text).isLessThan(number(Q.of(claim.get("radius"))) + ROUNDING);
    Random random = new Random(SEED);
    boolean saddle = claim.get("verdict").equals("SADDLE");
    boolean lower = false;
    for (int t = 0; t < DRAWS && !(saddle && lower); t++) {
      double[] near = point.clone();
      for (int j = 0; j < near.length; j++) {
        near[j] += (t % 5 + 1) * 0.02 * (random.nextDouble() - 0.5);
      }
      // Few directions may lead down from a saddle; steepest descent turns to them.
      near = saddle ? descended(near, DRAWS) : near;
      lower |= loss(near) < loss - (saddle ? SLIGHT : ROUNDING);
    }
    assertThat(lower).as(text).isEqualTo(saddle);
  }

  /** By differences of outputs, which are no larger where targets are huge. */
  private double[] gradient(double[] at) {
    double[] residuals = residuals(at);
    double[] gradient = new double[at.length];
    for (int j = 0; j < at.length; j++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[j] += STEP;
      down[j] -= STEP;
      double[] above = outputs(up);
      double[] below = outputs(down);
      for (int k = 0; k < residuals.length; k++) {
        gradient[j] += residuals[k] * (above[k] - below[k]) / (2 * STEP) / inputs.size();
      }
    }
    return gradient;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double entry : vector) {
      sum += entry * entry;
    }
    return Math.sqrt(sum);
  }

  /**
   * Fails if a point of the box is critical and has a loss, or steepest descent leaves the ball.
   */
  void assertBall(TinyJson.Fields claim, String text) {
    double radius = number(Q.of(claim.get("radius")));
    if (claim.get("statement").equals("critical-points")) {
      Random random = new Random(SEED);
      for (int t = 0; t < DRAWS; t++) {
        double[] near = given.clone();
        for (int j = 0; j < near.length; j++) {
          near[j] += radius * (2 * random.nextDouble() - 1);
        }
        double loss = loss(near);
        assertThat(norm(gradient(near))).as(text).isGreaterThan(loss > ROUNDING ? ROUNDING : -1);
      }
      return;
    }
    double[] at = given.clone();
    for (int t = 0; t < DESCENT && loss(at) > ROUNDING * ROUNDING; t++) {
      double[] gradient = gradient(at);
      double farthest = 0;
      for (int j = 0; j < at.length; j++) {
        at[j] -= RATE * gradient[j];
        farthest += (at[j] - given[j]) * (at[j] - given[j]);
      }
      assertThat(Math.sqrt(farthest)).as(text).isLessThan(radius);
    }
    assertThat(loss(at)).as(text).isLessThan(ROUNDING);
  }
}
