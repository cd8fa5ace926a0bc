package org.dlmcert.checker.point;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.Network;

/**
 * Whether no direction from a point of one hidden layer leads down to first order, or nothing near
 * it is lower, with evidence for the units with kinks (soundness.md section 21).
 */
public final class KinkConditions {
  private static final Rational[] ONE = {Rational.ONE};
  private final Network network;
  private final Network.Parameters parameters;
  private final ExactPoint point;
  private final List<KinkEvidence> evidence;
  private final Steps steps;
  private final String choice;
  private final Rational[][] residuals;
  private int used;

  KinkConditions(Network network, ExactPoint point, List<KinkEvidence> evidence, Steps steps) {
    this(network, network.parameters().orElseThrow(), point, evidence, steps, "");
  }

  /** Of a point that is part of the evidence at a place, or of the instance. */
  public KinkConditions(
      Network network,
      Network.Parameters parameters,
      ExactPoint point,
      List<KinkEvidence> evidence,
      Steps steps,
      String choice) {
    this.network = network;
    this.parameters = parameters;
    this.choice = choice;
    this.point = point;
    this.evidence = evidence;
    this.steps = steps;
    residuals = new Rational[network.width(2)][];
    Arrays.setAll(residuals, point::derivatives);
  }

  /**
   * Reads the evidence, one entry for each of some units, ascending; none if the field is not
   * there.
   */
  public static List<KinkEvidence> read(CanonicalReader in, Network network) {
    if (!in.optionalField("kinks")) {
      return List.of();
    }
    List<KinkEvidence> entries = in.list(() -> KinkEvidence.read(in, network));
    if (entries.isEmpty()) {
      throw in.malformed("expected evidence for a unit, or no such list");
    }
    return entries;
  }

  /** Rejects the claim unless no one-sided derivative is negative. */
  void requireNoDescent() {
    requireZeroSums();
    for (int i = 0; i < network.width(1); i++) {
      UnitDerivative h = UnitDerivative.of(network, point, i, residuals, steps);
      requireNoOutputDescent(i, h);
      requireNowhereNegative(i, h.along(outputWeights(i), steps), ONE);
    }
    requireAllUsed();
  }

  /** Rejects the claim unless nothing near the point is lower. */
  public void requireMinimum() {
    requireZeroSums();
    for (int i = 0; i < network.width(1); i++) {
      UnitDerivative h = UnitDerivative.of(network, point, i, residuals, steps);
      Rational[] p = outputWeights(i);
      int unit = i;
      claimed(h.isZero() || !Vectors.isZero(p), () -> whyNotBalanced(unit, h));
      boolean one = p.length == 1;
      requireNowhereNegative(i, one ? h.along(p, steps) : h, one ? ONE : p);
    }
    requireAllUsed();
  }

  /** Rejects the evidence unless the unit has no output weights, and H is not 0 at v. */
  void requireIdle(int unit, Rational[] v) {
    steps.require(Vectors.isZero(outputWeights(unit)), "unit", () -> "the unit has output weights");
    UnitDerivative h = UnitDerivative.of(network, point, unit, residuals, steps);
    steps.require(
        network.samples() > 0 && !Vectors.isZero(h.at(v, steps)),
        "move",
        () -> "nothing changes to first order");
  }

  private Rational[] outputWeights(int unit) {
    return Arrays.stream(parameters.weights().get(1))
        .map(row -> row[unit])
        .toArray(Rational[]::new);
  }

  private void requireZeroSums() {
    for (int k = 0; network.bias() && k < residuals.length; k++) {
      Rational[] ones = new Rational[residuals[k].length];
      Arrays.fill(ones, Rational.ONE);
      int output = k;
      claimed(
          Vectors.dot(residuals[k], ones, steps.work()).signum() == 0,
          () -> "the sum over the samples at unit " + output + " of layer 2 is not 0");
    }
  }

  /** The derivatives by the output weights are zero. */
  private void requireNoOutputDescent(int unit, UnitDerivative h) {
    Rational[] w = parameters.weights().get(0)[unit];
    Rational[] own = network.bias() ? Vectors.append(w, parameters.biases().get(0)[unit]) : w;
    claimed(
        network.samples() == 0 || Vectors.isZero(h.at(own, steps)),
        () -> "the derivative by an output weight of unit " + unit + " is not 0");
  }

  /** p·H ≥ 0; with several outputs also for all p nearby. */
  private void requireNowhereNegative(int unit, UnitDerivative h, Rational[] p) {
    if (h.isZero()) {
      return;
    }
    claimed(
        used < evidence.size() && evidence.get(used).unit() == unit, () -> whyNotBalanced(unit, h));
    String place = kinks();
    KinkEvidence entry = evidence.get(used++);
    if (entry instanceof KinkEvidence.Rays) {
      new KinkRays(h, steps, place).forEach(values -> requireRay(values, p, place));
      return;
    }
    steps.require(p.length == 1, place, () -> "with several outputs only rays prove anything");
    if (entry instanceof KinkEvidence.Combination combination) {
      combination.require(h, steps, place);
    } else {
      ((KinkEvidence.Signs) entry).require(h, steps, place);
    }
  }

  private static String whyNotBalanced(int unit, UnitDerivative h) {
    if (!h.lines().isEmpty()) {
      return "unit " + unit + " of layer 1 has a kink, and no evidence or output weight allows it";
    }
    int row = 0;
    while (h.linear()[0].length > row + 1 && isZero(h, row)) {
      row++;
    }
    return "unit " + unit + " of layer 1 is not balanced: row " + row + " of the sum";
  }

  private static boolean isZero(UnitDerivative h, int row) {
    return Arrays.stream(h.linear()).allMatch(c -> c[row].signum() == 0);
  }

  /** p·H(v) > 0 or H(v) = 0: for one output, that it is not negative. */
  private void requireRay(Rational[] values, Rational[] p, String place) {
    int sign = Vectors.dot(values, p, steps.work()).signum();
    steps.require(
        sign > 0 || Vectors.isZero(values),
        place,
        () -> "the derivative along a ray is " + (sign < 0 ? "negative" : "zero, but not for all"));
  }

  /** Where the entry that is used next is. */
  private String kinks() {
    return (choice.isEmpty() ? "" : choice + ".") + "kinks[" + used + "]";
  }

  /** Rejects the claim that the point of the instance, or the evidence that this one, is so. */
  private void claimed(boolean condition, Supplier<String> reason) {
    String where = choice.isEmpty() ? "claim.verdict" : "evidence." + choice + ".point";
    Rejection.unless(condition, steps.kind(), where, reason);
  }

  private void requireAllUsed() {
    steps.require(used == evidence.size(), kinks(), () -> "nothing is asked of this unit");
  }
}
