package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.point.BetterPoint;
import org.dlmcert.progress.Progress;

/**
 * A local minimum or a saddle near given weights, up to rescaling of units, and also on kinks
 * (proofs/soundness.md, section 37): Krawczyk's test for the critical points of N·loss - Σ λu, the
 * inertia of its second derivatives, and the signs of the multipliers.
 */
public final class CriticalNearby {
  private static final int MOST_STEPS = 80;
  private static final int MOST_WIDENINGS = 8;
  private static final int WIDENING = 6;
  private static final int SPARE_BITS = 3;

  private final Instance instance;
  private final CriticalGuess guess;
  private final Optional<BetterPoint> better;
  private final RangeArithmetic fine;
  private final List<Coordinate> moving;
  private final Set<Kink> kinks;
  private final Progress progress;

  private CriticalNearby(
      Instance instance,
      CriticalGuess guess,
      Optional<BetterPoint> better,
      int bits,
      Progress progress) {
    this.instance = instance;
    this.guess = guess;
    this.better = better;
    this.progress = progress;
    fine = new RangeArithmetic(bits);
    List<Coordinate> all = Coordinate.all(instance.network());
    moving = guess.moving().stream().map(all::get).toList();
    kinks = guess.kinks().stream().collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Tries to prove that such a point is near a guess.
   *
   * @param better weights that make a local minimum spurious, if their loss is below its own
   * @param bits after the point, of the centre
   * @throws InterruptedException if the thread is interrupted
   */
  public static NearbyOutcome of(
      Instance instance,
      CriticalGuess guess,
      Optional<BetterPoint> better,
      int bits,
      Progress progress)
      throws InterruptedException {
    try {
      return new CriticalNearby(instance, guess, better, bits, progress).run();
    } catch (PreactivationNearZero near) {
      return new NearbyOutcome.Failed(near.words());
    }
  }

  private NearbyOutcome run() throws PreactivationNearZero, InterruptedException {
    progress.stage("centre", Progress.UNKNOWN);
    int omega = guess.weights().size();
    // All parameters, and after them the multipliers.
    List<BigInteger> centre = new ArrayList<>();
    guess.weights().forEach(w -> centre.add(Dyadic.nearest(w, fine.bits())));
    guess.multipliers().forEach(m -> centre.add(Dyadic.nearest(m, fine.bits())));
    List<Integer> unknowns = new ArrayList<>(guess.moving());
    IntStream.range(omega, centre.size()).forEach(unknowns::add);
    BigInteger step =
        new Newton(guess.inverse(), fine.bits()).improve(centre, unknowns, this::value, MOST_STEPS);
    if (step.bitLength() > fine.bits() / 2) {
      return new NearbyOutcome.Failed(
          "Newton's steps for a critical point do not become short: the last one is "
              + Dyadic.decimal(Rational.of(step, BigInteger.ONE.shiftLeft(fine.bits())))
              + " instead of less than 2^-"
              + fine.bits() / 2);
    }
    Range[] value = value(centre);
    progress.stage("test", Progress.UNKNOWN);
    BigInteger radius = step.add(BigInteger.ONE).shiftLeft(SPARE_BITS);
    KrawczykTest test = new KrawczykTest(Rational.ZERO, Rational.ZERO);
    for (int boxBits : BoxBits.TO_TRY) {
      RangeArithmetic coarse = new RangeArithmetic(boxBits);
      BigInteger wide = radius;
      for (int t = 0; t < MOST_WIDENINGS; t++) {
        List<BigInteger> radii = Collections.nCopies(unknowns.size(), wide);
        ParameterBox box = box(centre, wide);
        LagrangianEnclosure derivatives = lagrangian(centre, box, coarse, wide);
        Range[][] hessian = derivatives.hessian();
        BigInteger[][] defects = guess.inverse().defects(hessian, coarse);
        test = KrawczykTest.of(guess.inverse(), value, fine, defects, coarse, radii, fine.bits());
        if (test.passes()) {
          return judged(centre, box, boxBits, radii, derivatives, hessian, test);
        }
        if (test.contraction().compareTo(Rational.ONE) >= 0) {
          break;
        }
        wide = wide.shiftLeft(WIDENING);
      }
    }
    return new NearbyOutcome.Failed(
        "Krawczyk's test for a critical point fails: contraction "
            + Dyadic.decimal(test.contraction())
            + ", in all "
            + Dyadic.decimal(test.ratio())
            + " instead of less than 1");
  }

  private ParameterBox box(List<BigInteger> centre, BigInteger radius) {
    List<BigInteger> parameters = centre.subList(0, guess.weights().size());
    List<BigInteger> all = new ArrayList<>(Collections.nCopies(parameters.size(), BigInteger.ZERO));
    guess.moving().forEach(p -> all.set(p, radius));
    return new ParameterBox(fine.bits(), parameters, all);
  }

  private LagrangianEnclosure lagrangian(
      List<BigInteger> centre, ParameterBox box, RangeArithmetic arithmetic, BigInteger radius)
      throws PreactivationNearZero {
    List<Range> multipliers = new ArrayList<>();
    for (BigInteger m : centre.subList(guess.weights().size(), centre.size())) {
      multipliers.add(arithmetic.around(new Range(m.subtract(radius), m.add(radius)), fine));
    }
    return new LagrangianEnclosure(
        instance,
        NetworkEnclosure.of(instance, box, arithmetic, kinks),
        moving,
        guess.kinks(),
        multipliers);
  }

  private Range[] value(List<BigInteger> centre) throws PreactivationNearZero {
    return lagrangian(centre, box(centre, BigInteger.ZERO), fine, BigInteger.ZERO).gradient();
  }

  private NearbyOutcome judged(
      List<BigInteger> centre,
      ParameterBox box,
      int boxBits,
      List<BigInteger> radii,
      LagrangianEnclosure derivatives,
      Range[][] hessian,
      KrawczykTest test)
      throws InterruptedException {
    Diagonal diagonal = diagonal(hessian);
    if (diagonal.othersShare().compareTo(Rational.ONE) >= 0) {
      return new NearbyOutcome.Failed(
          "the signs of the curvatures are not sure: in a row of the congruent matrix the other"
              + " entries add up to "
              + Dyadic.decimal(diagonal.othersShare())
              + " of that on the diagonal, instead of less than 1");
    }
    int negative = diagonal.negative();
    int excess = negative - kinks.size();
    if (excess != 0 && !kinks.isEmpty()) {
      return new NearbyOutcome.Failed(
          "on the kinks "
              + excess
              + " curvatures are negative: no local minimum, and no saddle with a gradient");
    }
    for (int k = 0; k < kinks.size(); k++) {
      if (!derivatives.isStrict(k)) {
        return new NearbyOutcome.Failed(
            "the loss may decrease to one side of u_"
                + guess.kinks().get(k).layer()
                + "["
                + guess.kinks().get(k).unit()
                + "] on sample "
                + guess.kinks().get(k).sample()
                + ": "
                + derivatives.sides(k));
      }
    }
    return found(centre, box, boxBits, radii, derivatives.squares(), negative, test);
  }

  private NearbyOutcome found(
      List<BigInteger> centre,
      ParameterBox box,
      int boxBits,
      List<BigInteger> radii,
      Range squares,
      int negative,
      KrawczykTest test) {
    boolean minimum = negative == kinks.size();
    BigInteger share = BigInteger.valueOf(2L * instance.samples()).shiftLeft(boxBits);
    Rational from = Rational.of(squares.low().max(BigInteger.ZERO), share);
    Rational to = Rational.of(squares.high(), share);
    Optional<BetterPoint> known = better.filter(b -> minimum && b.loss().compareTo(from) < 0);
    Rational reach = box.reach(instance);
    List<BigInteger> multipliers = centre.subList(guess.weights().size(), centre.size());
    NearbyPoint point =
        minimum
            ? new NearbyPoint.LocalMinimum(guess.kinks(), from, to, known)
            : new NearbyPoint.Saddle(radii.size() - negative, negative, from, to);
    return new NearbyOutcome.Found(
        point,
        reach,
        Rational.of(radii.get(0), BigInteger.ONE.shiftLeft(box.bits())),
        radii.size(),
        test.ratio(),
        NearbyCertificate.of(
            instance,
            new NearbyCertificate.Claimed(
                minimum ? "LOCAL_MINIMUM" : "SADDLE",
                known.isPresent(),
                reach,
                from,
                to,
                kinks.size(),
                minimum ? 0 : negative),
            new NearbyCertificate.CriticalEvidence(
                minimum ? "nearby-minimum" : "nearby-saddle",
                boxBits,
                box,
                guess,
                multipliers,
                radii,
                known.map(BetterPoint::weights))));
  }

  /**
   * The diagonal of R·M·Rᵀ.
   *
   * @param negative how many of its entries are negative
   * @param othersShare the largest quotient of what the other entries of a row add up to, and the
   *     row's entry on the diagonal; 1 where this is 0
   */
  private record Diagonal(int negative, Rational othersShare) {}

  private Diagonal diagonal(Range[][] hessian) throws InterruptedException {
    int size = hessian.length;
    if (size == 0) {
      return new Diagonal(0, Rational.ZERO);
    }
    BigInteger[][] rows =
        guess.congruence().stream()
            .map(row -> row.toArray(new BigInteger[0]))
            .toArray(BigInteger[][]::new);
    BigInteger[][] columns = new BigInteger[size][size]; // of M
    for (int p = 0; p < size; p++) {
      for (int q = 0; q < size; q++) {
        columns[q][p] = hessian[p][q].twiceMiddle();
      }
    }
    BigInteger[][] congruent = Preconditioner.dots(Preconditioner.dots(rows, columns), rows);
    int negative = 0;
    Rational share = Rational.ZERO;
    for (int p = 0; p < size; p++) {
      BigInteger others = BigInteger.ZERO;
      BigInteger own = BigInteger.ZERO;
      for (int q = 0; q < size; q++) {
        BigInteger entry = congruent[p][q];
        own = p == q ? entry : own;
        others = p == q ? others : others.add(entry.abs());
      }
      Rational here = own.signum() == 0 ? Rational.ONE : Rational.of(others, own.abs());
      share = here.compareTo(share) > 0 ? here : share;
      negative += own.signum() < 0 ? 1 : 0;
    }
    return new Diagonal(negative, share);
  }
}
