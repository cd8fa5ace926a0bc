package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.OtherWeights;
import org.dlmcert.checker.point.ExactPoint;
import org.dlmcert.checker.rule.Claimed;

/** Evidence that a critical point of 𝓛 is in a box, and with which signs of curvature. */
record CriticalPoint(
    int bits,
    int boxBits,
    BigInteger[] centre,
    List<Enclosure.Kink> kinks,
    BigInteger[] multipliers,
    Gauge gauge,
    BigInteger[] radii,
    Contraction c,
    BigInteger[][] congruence,
    Optional<Network.Parameters> better) {

  /** What the point is claimed to be. */
  enum Sort {
    MINIMUM,
    SADDLE;

    /** Whether it fits so many negative eigenvalues more than there are multipliers. */
    private boolean fits(int excess) {
      return this == MINIMUM ? excess == 0 : excess > 0;
    }
  }

  static CriticalPoint read(CanonicalReader in, Network network) {
    in.open();
    int bits = Box.readBits(in, "bits");
    int boxBits = Box.readBits(in, "box_bits");
    BigInteger[] centre = Box.readIntegers(in, "centre", Box.parameters(network).size());
    in.field("kinks");
    List<Enclosure.Kink> kinks = in.list(() -> readKink(in, network));
    BigInteger[] multipliers = Box.readIntegers(in, "multipliers", kinks.size());
    Gauge gauge = Gauge.read(in, network);
    in.field("radii");
    BigInteger[] radii = in.list(in::integer).toArray(new BigInteger[0]);
    if (Arrays.stream(radii).anyMatch(radius -> radius.signum() <= 0)) {
      throw in.malformed("expected positive integers");
    }
    Contraction c = Contraction.read(in, radii.length, radii.length);
    in.field("congruence");
    BigInteger[][] congruence =
        in.list(radii.length, () -> in.list(radii.length, in::integer).toArray(new BigInteger[0]))
            .toArray(new BigInteger[0][]);
    Optional<Network.Parameters> better = OtherWeights.readBetter(in, network);
    in.close();
    return new CriticalPoint(
        bits, boxBits, centre, kinks, multipliers, gauge, radii, c, congruence, better);
  }

  private static Enclosure.Kink readKink(CanonicalReader in, Network network) {
    in.expect("[");
    int layer = in.index(network.layers());
    if (layer == 0) {
      throw in.malformed("expected a hidden layer");
    }
    in.expect(",");
    int unit = in.index(network.width(layer));
    in.expect(",");
    int sample = in.index(network.samples());
    in.expect("]");
    return new Enclosure.Kink(layer, unit, sample);
  }

  /** Rejects the claim unless the evidence proves it. */
  void check(Network network, NearbyClaim claim, Sort sort, Steps steps) {
    Set<Enclosure.Kink> declared = new HashSet<>(kinks);
    steps.require(declared.size() == kinks.size(), "kinks", () -> "a kink is there twice");
    steps.require(
        sort == Sort.MINIMUM || kinks.isEmpty(),
        "kinks",
        () -> "a saddle is proved only without kinks");
    List<Box.Parameter> all = Box.parameters(network);
    FixedPoint fine = new FixedPoint(bits, steps.work());
    FixedPoint coarse = new FixedPoint(boxBits, steps.work());
    Enclosure.AtKinks noKinks = NearbyRule.noKinks(steps);
    Box point = new Box(bits, all, centre, zeros(centre.length));
    Enclosure atCentre = new Enclosure(network, point.intervals(fine), fine, declared, noKinks);
    List<Box.Parameter> moving = gauge.moving(network, all, atCentre);
    int z = moving.size();
    steps.require(
        radii.length == z + kinks.size(),
        "radii",
        () -> z + " parameters move, and there are " + kinks.size() + " multipliers");
    Map<Box.Parameter, BigInteger> byParameter = new HashMap<>();
    for (int p = 0; p < z; p++) {
      byParameter.put(moving.get(p), radii[p]);
    }
    BigInteger[] allRadii =
        all.stream()
            .map(p -> byParameter.getOrDefault(p, BigInteger.ZERO))
            .toArray(BigInteger[]::new);
    Box box = new Box(bits, all, centre, allRadii);
    Enclosure onBox = new Enclosure(network, box.intervals(coarse), coarse, declared, noKinks);
    steps.require(
        gauge.moving(network, all, onBox).equals(moving),
        "radii",
        () -> "units without an effect at the centre have one in the box");
    gauge.check(network, box, onBox, steps);
    Lagrangian value =
        new Lagrangian(network, atCentre, moving, kinks, lambda(fine, zeros(z + kinks.size())));
    Lagrangian derivatives = new Lagrangian(network, onBox, moving, kinks, lambda(coarse, radii));
    Interval[][] hessian = derivatives.hessian();
    c.requireZero(
        new Contraction.Test(value.gradient(), fine, hessian, coarse, radii, bits), steps);
    int negative = Congruence.negative(hessian, congruence, steps);
    int excess = negative - kinks.size();
    steps.require(
        sort.fits(excess),
        "congruence",
        () -> negative + " eigenvalues are negative, with " + kinks.size() + " multipliers");
    for (int k = 0; k < kinks.size(); k++) {
      requireStrict(derivatives, k, network, steps);
    }
    Claimed.same("radius", claim.radius(), box.reach(network, steps.work()), steps);
    Rational share =
        Rational.of(BigInteger.ONE, BigInteger.valueOf(2L * network.samples()).shiftLeft(boxBits));
    Interval squares = derivatives.squares();
    Rational from = scaled(squares.lower().max(BigInteger.ZERO), share, steps);
    Rational to = scaled(squares.upper(), share, steps);
    Claimed.same("spurious", claim.spurious(), better.isPresent(), steps);
    int downhill = sort == Sort.MINIMUM ? 0 : negative;
    NearbyRule.sameRest(claim, from, to, new int[] {kinks.size(), downhill}, steps);
    if (better.isPresent()) {
      Rational loss = new ExactPoint(network, better.get(), steps.work()).loss();
      steps.require(
          Vectors.minus(loss, from, steps.work()).signum() < 0,
          "better",
          () -> "the loss " + loss + " is not smaller than " + from);
    }
  }

  private static Rational scaled(BigInteger number, Rational share, Steps steps) {
    return Vectors.times(new Rational(number, BigInteger.ONE), share, steps.work());
  }

  private static BigInteger[] zeros(int length) {
    BigInteger[] zeros = new BigInteger[length];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  /** Returns the multipliers on the box, or at its centre. */
  private Interval[] lambda(FixedPoint numbers, BigInteger[] around) {
    Interval[] lambda = new Interval[kinks.size()];
    int z = around.length - lambda.length;
    for (int k = 0; k < lambda.length; k++) {
      BigInteger middle = multipliers[k];
      BigInteger radius = around[z + k];
      lambda[k] = numbers.from(new Interval(middle.subtract(radius), middle.add(radius)), bits);
    }
    return lambda;
  }

  /** λ + D &gt; 0 and λ + s·D &lt; 0 on the box. */
  private static void requireStrict(Lagrangian at, int kink, Network network, Steps steps) {
    Interval pull = at.pull(kink);
    FixedPoint numbers = at.numbers();
    Interval above = at.multiplier(kink).plus(pull);
    Interval below = at.multiplier(kink).plus(numbers.times(numbers.of(network.slope()), pull));
    steps.require(
        above.sign() > 0 && below.sign() < 0,
        "kinks[" + kink + "]",
        () -> "the loss may decrease to one side of it");
  }
}
