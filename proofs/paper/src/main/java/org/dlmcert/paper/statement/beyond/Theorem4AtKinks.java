package org.dlmcert.paper.statement.beyond;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.census.faces.FaceMinimum;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.GeneralPosition;
import org.dlmcert.paper.tool.KinkConditions;
import org.dlmcert.paper.tool.LineCensus;
import org.dlmcert.paper.tool.PersistentKink;
import org.dlmcert.paper.tool.Setting;
import org.dlmcert.progress.Progress;

/** Bad local minima on kinks where every pattern has rank N, and how stable and frequent. */
public final class Theorem4AtKinks implements Statement {
  private static final long SEED = 84;
  private static final Rational HALF = Rational.of(1, 2);
  private static final RationalMatrix INPUTS = RationalMatrix.of(new long[][] {{1, -1}});
  private static final RationalMatrix NOISE = RationalMatrix.of(new long[][] {{1, 1}, {1, 3}});
  private static final RationalMatrix TARGETS = RationalMatrix.of(new long[][] {{0, -1}});

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-4-at-kinks",
        "Theorem 4 stops at kinks",
        "beyond the paper: local minima that Theorem 4 does not speak of",
        "L = 2; X, E_1 and s given, rank(A_1∘X) = N under every one of the 2^{N·d_1} patterns, so"
            + " that every differentiable local minimum has MSE = 0.",
        "Local minima with some u = 0 may have MSE > 0 all the same, and not for exceptional data"
            + " alone: near the instance below they are there for all (X, E_1, y, s) in an open set.",
        List.of(
            "h_i(v) = Σ_n e_n ε_{i,n} ψ_n(v), ψ_n the one-sided derivative of φ(w·x⁽ⁿ⁾) at w_i along v",
            "local minimum ⇔ w_{2,i}·h_i(v) ≥ 0 for all v if w_{2,i} ≠ 0, h_i = 0 if w_{2,i} = 0"),
        "How often training ends at such points. The counts are those of the random integers of the"
            + " seeds named, and no probability for other sizes or distributions.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    List<Setting> bad = example(transcript);
    openSet(transcript, bad, extent.of(5, 40, 400));
    transcript.heading("How often, at N = d_0·d_1, random integers from -20 to 20 without 0");
    transcript.say(
        "s = 1/2. Instances with a deficient pattern are drawn again. With one input every choice is"
            + " solved by hand, too; with two the census of the engine goes through all choices of a"
            + " face and a sign for each unit, and each minimum that it gives is tested by the formula"
            + " above.");
    Counts line = count(transcript, 1, 2, extent.of(10, 120, 1200), SEED + 1);
    Counts three = count(transcript, 1, 3, extent.of(2, 12, 120), SEED + 2);
    Counts plane = count(transcript, 2, 2, extent.of(0, 4, 40), SEED + 3);
    transcript.check(
        "every minimum of positive loss has some u = 0",
        line.onKinks() && three.onKinks() && plane.onKinks());
    transcript.check(
        "by hand and by the engine the minima have the same losses, equally often",
        line.agree() && three.agree() && plane.agree());
    transcript.check("some of the instances have one", line.bad() > 0);
    transcript.control(
        "with s = 1, a network without kinks: of the first "
            + line.instances()
            + " instances at slope 1 the local minima of none have MSE > 0",
        line.linear() == 0);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "all 16 patterns of rank N, and two kinks with losses 1/20 and 1/13 that persist on open sets; of random instances with every pattern of rank N, %d of %d (d = 1-2-1, N = 2) and %d of %d (d = 1-3-1, N = 3) have a bad minimum on kinks%s",
            line.bad(),
            line.instances(),
            three.bad(),
            three.instances(),
            plane.instances() == 0
                ? ""
                : ", and " + plane.bad() + " of " + plane.instances() + " (d = 2-2-1, N = 4)"));
  }

  /** The instance of the guide, with all its minima. */
  private static List<Setting> example(Transcript transcript) {
    transcript.heading("d_0 = 1, d_1 = N = 2, s = 1/2");
    transcript.show("X", INPUTS);
    transcript.show("E_1", NOISE);
    transcript.show("y", TARGETS);
    transcript.check(
        "all 16 patterns have rank 2 = N", EveryPattern.of(INPUTS, NOISE, HALF).allFull());
    LineCensus census = LineCensus.of(INPUTS, NOISE, HALF, TARGETS);
    transcript.say(
        "Each unit is below, at or above 0, with an output weight of either sign, or not at 0 with"
            + " output weight 0: "
            + census.choices()
            + " choices, of which these have local minima (MSE: choices): "
            + losses(census.found()));
    transcript.checkEqual(
        "the same from the engine's census",
        losses(census.found()),
        losses(engine(INPUTS, NOISE, HALF, TARGETS)));
    List<Setting> bad = census.found().stream().filter(point -> point.loss().signum() > 0).toList();
    transcript.check(
        "those with every u ≠ 0 have MSE = 0, the "
            + bad.size()
            + " of positive loss have some u = 0",
        bad.stream().noneMatch(Setting::isDifferentiable)
            && census.found().stream()
                .filter(Setting::isDifferentiable)
                .allMatch(point -> point.loss().isZero()));
    boolean strict = !bad.isEmpty();
    boolean lowest = true;
    Draws draws = new Draws(SEED, 9);
    for (Setting point : bad) {
      int idle = point.weight(1).get(0, 0).isZero() ? 0 : 1;
      KinkConditions conditions = new KinkConditions(point);
      Rational up = conditions.derivative(idle, List.of(Rational.ONE));
      Rational down = conditions.derivative(idle, List.of(Rational.of(-1)));
      transcript.say(
          String.format(
              Locale.ROOT,
              "W_1 = (%s, %s), w_2 = (%s, %s): e = (%s, %s), MSE = %s; h_%d(1) = %s, h_%d(-1) = %s",
              point.weight(1).get(0, 0),
              point.weight(1).get(1, 0),
              point.weight(2).get(0, 0),
              point.weight(2).get(0, 1),
              point.residuals().get(0, 0),
              point.residuals().get(0, 1),
              point.loss(),
              idle + 1,
              up,
              idle + 1,
              down));
      int sign = point.weight(2).get(0, idle).signum();
      strict &= sign * up.signum() > 0 && sign * down.signum() > 0;
      lowest &= point.noneLowerNearby(draws, 50);
    }
    transcript.check("w_{2,i}·h_i > 0 both ways at the unit on its kink, strictly", strict);
    transcript.check("no random point nearby is lower", lowest);
    return bad;
  }

  /** For both bad minima a radius, proved by interval arithmetic, and data outside. */
  private static void openSet(Transcript transcript, List<Setting> bad, int datasets) {
    transcript.heading("All data near: every number of X, E_1, y and s moved by at most r");
    transcript.say(
        "The unit i on its kink stays at 0. The other one, of row g = (ε σ x)_n of A_1∘X, takes"
            + " w̃ = g·y/|g|², so that e = w̃g - y. In exact intervals over all these data: w̃ keeps its"
            + " sign, w_{2,i}·h_i(1) and w_{2,i}·h_i(-1) are positive, so that e ≠ 0, and no 2×2"
            + " determinant of a pattern contains 0.");
    boolean all = true;
    boolean seen = true;
    Draws draws = new Draws(SEED, 1000);
    for (Setting point : bad) {
      PersistentKink kink = new PersistentKink(point);
      int thousandths = kink.radius(1000);
      Rational radius = Rational.of(thousandths, 1000);
      all &= thousandths > 0 && kink.persists(radius);
      transcript.say(
          String.format(
              Locale.ROOT,
              "MSE = %s: r = %s; there it stays above %s and below %s",
              point.loss(),
              radius,
              thousandths(kink.loss(radius).least()),
              thousandths(kink.loss(radius).most()).plus(Rational.of(1, 1000))));
      for (int k = 0; k < datasets; k++) {
        seen &= hasBadMinimum(moved(point, radius, draws));
      }
    }
    transcript.check("the intervals prove it for both, with these r", all);
    transcript.check(
        "at " + datasets + " random data within each r the list of all minima has a bad one", seen);
    Setting point =
        bad.stream().filter(p -> p.loss().equals(Rational.of(1, 20))).findFirst().orElseThrow();
    RationalMatrix far = RationalMatrix.of(new long[][] {{1, 1}, {1, 5}});
    Setting outside = new Setting(INPUTS, List.of(far), HALF, point.weights(), point.targets());
    transcript.control(
        "outside of the set, ε_22 = 5 in place of 3: again all 16 patterns have rank 2, but h_2(1) < 0 at"
            + " the point of loss 1/20, and the loss is lower along it",
        EveryPattern.of(INPUTS, far, HALF).allFull()
            && !new KinkConditions(outside).hold()
            && outside.isLowerAlong(
                List.of(Rational.ZERO, Rational.ONE, Rational.ZERO, Rational.ZERO)));
  }

  /** The largest multiple of 1/1000 that is not larger. */
  private static Rational thousandths(Rational value) {
    BigInteger thousand = BigInteger.valueOf(1000);
    return Rational.of(value.numerator().multiply(thousand).divide(value.denominator()), thousand);
  }

  /** Data within the radius, on the grid of thousandths of it. */
  private static Setting moved(Setting point, Rational radius, Draws draws) {
    Rational step = radius.dividedBy(Rational.of(1000));
    return new Setting(
        near(point.inputs(), step, draws),
        List.of(near(point.noise().get(0), step, draws)),
        point.slope().plus(step.times(draws.any())),
        point.weights(),
        near(point.targets(), step, draws));
  }

  private static RationalMatrix near(RationalMatrix matrix, Rational step, Draws draws) {
    return RationalMatrix.of(
        matrix.rows(), matrix.columns(), (i, j) -> matrix.get(i, j).plus(step.times(draws.any())));
  }

  private static boolean hasBadMinimum(Setting data) {
    return EveryPattern.of(data.inputs(), data.noise().get(0), data.slope()).allFull()
        && LineCensus.of(data.inputs(), data.noise().get(0), data.slope(), data.targets())
            .found()
            .stream()
            .anyMatch(point -> point.loss().signum() > 0);
  }

  /**
   * What random instances have.
   *
   * @param bad how many have a minimum of positive loss
   * @param linear how many have one at slope 1
   * @param onKinks whether all these are on kinks
   * @param agree whether both routes find the same minima
   */
  private record Counts(int instances, int bad, int linear, boolean onKinks, boolean agree) {}

  private static Counts count(
      Transcript transcript, int inputs, int units, int instances, long seed) {
    Draws draws = new Draws(seed, 20);
    int samples = inputs * units;
    int bad = 0;
    int linear = 0;
    int again = 0;
    boolean onKinks = true;
    boolean agree = true;
    for (int k = 0; k < instances; ) {
      RationalMatrix x = GeneralPosition.draw(draws, inputs, samples);
      RationalMatrix noise = draws.nonzero(units, samples);
      RationalMatrix y = draws.nonzero(1, samples);
      if (!EveryPattern.of(x, noise, HALF).allFull()) {
        again++;
        continue;
      }
      k++;
      List<Setting> found = engine(x, noise, HALF, y);
      if (inputs == 1) {
        agree &= losses(found).equals(losses(LineCensus.of(x, noise, HALF, y).found()));
        linear += isBad(LineCensus.of(x, noise, Rational.ONE, y).found()) ? 1 : 0;
      }
      agree &= found.stream().allMatch(point -> new KinkConditions(point).hold());
      onKinks &=
          found.stream()
              .filter(point -> point.loss().signum() > 0)
              .noneMatch(Setting::isDifferentiable);
      bad += isBad(found) ? 1 : 0;
    }
    if (instances > 0) {
      transcript.say(
          String.format(
              Locale.ROOT,
              "d = %d-%d-1, N = %d, seed %d: %d of %d have a bad minimum (%d more drawn, with a deficient pattern)",
              inputs,
              units,
              samples,
              seed,
              bad,
              instances,
              again));
    }
    return new Counts(instances, bad, linear, onKinks, agree);
  }

  private static boolean isBad(List<Setting> minima) {
    return minima.stream().anyMatch(point -> point.loss().signum() > 0);
  }

  /** How many choices have a minimum of each loss. */
  private static Map<Rational, Integer> losses(List<Setting> minima) {
    Map<Rational, Integer> counts = new TreeMap<>();
    minima.forEach(point -> counts.merge(point.loss(), 1, Integer::sum));
    return counts;
  }

  /** A minimum of every choice that has one, by the engine. */
  private static List<Setting> engine(
      RationalMatrix inputs, RationalMatrix noise, Rational slope, RationalMatrix targets) {
    RationalMatrix none = RationalMatrix.of(noise.rows(), inputs.rows(), (i, j) -> Rational.ZERO);
    Setting data =
        new Setting(
            inputs,
            List.of(noise),
            slope,
            List.of(none, RationalMatrix.of(1, noise.rows(), (o, i) -> Rational.ZERO)),
            targets);
    Instance instance = data.instance();
    FaceCensus census =
        new FaceCensus(
            CensusProblem.of(instance),
            new Census.Limits(1_000_000, 1),
            Optional.empty(),
            Progress.NONE);
    try {
      FaceCensusResult result = ((FaceCensus.Complete) census.run()).result();
      List<Setting> found = new ArrayList<>();
      result.forEachMinimum(minimum -> found.add(at(data, minimum)));
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Setting at(Setting data, FaceMinimum minimum) {
    return data.withWeights(minimum.weights().matrices());
  }
}
