package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.progress.Progress;

/**
 * A point of loss exactly 0 near given weights (proofs/soundness.md, section 36): as many
 * parameters move as there are outputs on all samples, n, the others are held. Newton steps with
 * one fixed matrix improve the centre to the last bit; then one product of n×n matrices decides.
 */
public final class ZeroNearby {
  private static final int MOST_STEPS = 80;
  private static final int MOST_WIDENINGS = 12;
  private static final int WIDENING = 6;
  private static final int SPARE_BITS = 3;

  private final Instance instance;
  private final ZeroGuess guess;
  private final List<Coordinate> moving;
  private final RangeArithmetic fine;
  private final Progress progress;

  private ZeroNearby(Instance instance, ZeroGuess guess, int bits, Progress progress) {
    this.instance = instance;
    this.guess = guess;
    this.progress = progress;
    fine = new RangeArithmetic(bits);
    List<Coordinate> all = Coordinate.all(instance.network());
    moving = guess.moving().stream().map(all::get).toList();
  }

  /**
   * Tries to prove that such a point is near a guess.
   *
   * @param bits after the point, of the centre: the more, the smaller the radius
   * @throws InterruptedException if the thread is interrupted
   */
  public static NearbyOutcome of(Instance instance, ZeroGuess guess, int bits, Progress progress)
      throws InterruptedException {
    try {
      return new ZeroNearby(instance, guess, bits, progress).run();
    } catch (PreactivationNearZero near) {
      return new NearbyOutcome.Failed(near.words());
    }
  }

  private NearbyOutcome run() throws PreactivationNearZero, InterruptedException {
    progress.stage("centre", Progress.UNKNOWN);
    List<BigInteger> centre =
        new ArrayList<>(guess.weights().stream().map(w -> Dyadic.nearest(w, fine.bits())).toList());
    Newton newton = new Newton(guess.inverse(), fine.bits());
    BigInteger step = newton.improve(centre, guess.moving(), this::value, MOST_STEPS);
    if (step.bitLength() > fine.bits() / 2) {
      return new NearbyOutcome.Failed(
          "Newton's steps with one matrix do not become short: the last one is "
              + Dyadic.decimal(Rational.of(step, BigInteger.ONE.shiftLeft(fine.bits())))
              + " instead of less than 2^-"
              + fine.bits() / 2);
    }
    Range[] value = value(centre);
    BigInteger radius = step.add(BigInteger.ONE).shiftLeft(SPARE_BITS);
    progress.stage("test", Progress.UNKNOWN);
    KrawczykTest test = new KrawczykTest(Rational.ZERO, Rational.ZERO);
    for (int boxBits : BoxBits.TO_TRY) {
      RangeArithmetic coarse = new RangeArithmetic(boxBits);
      BigInteger wide = radius;
      for (int t = 0; t < MOST_WIDENINGS; t++) {
        List<BigInteger> radii = Collections.nCopies(moving.size(), wide);
        ParameterBox box = box(centre, radii);
        BigInteger[][] defects = guess.inverse().defects(jacobian(box, coarse), coarse);
        test = KrawczykTest.of(guess.inverse(), value, fine, defects, coarse, radii, fine.bits());
        if (test.passes()) {
          return found(box, boxBits, radii, test);
        }
        if (test.contraction().compareTo(Rational.ONE) >= 0) {
          break;
        }
        wide = wide.shiftLeft(WIDENING);
      }
    }
    return new NearbyOutcome.Failed(
        "Krawczyk's test for loss 0 near the point fails: contraction "
            + Dyadic.decimal(test.contraction())
            + ", in all "
            + Dyadic.decimal(test.ratio())
            + " instead of less than 1");
  }

  private ParameterBox box(List<BigInteger> centre, List<BigInteger> radii) {
    List<BigInteger> all = new ArrayList<>(Collections.nCopies(centre.size(), BigInteger.ZERO));
    for (int p = 0; p < radii.size(); p++) {
      all.set(guess.moving().get(p), radii.get(p));
    }
    return new ParameterBox(fine.bits(), centre, all);
  }

  private Range[] value(List<BigInteger> centre) throws PreactivationNearZero {
    NetworkEnclosure point =
        NetworkEnclosure.of(instance, ParameterBox.point(fine.bits(), centre), fine, Set.of());
    int outputs = instance.network().outputs();
    Range[] value = new Range[instance.samples() * outputs];
    for (int n = 0; n < instance.samples(); n++) {
      System.arraycopy(point.residuals(n), 0, value, n * outputs, outputs);
    }
    return value;
  }

  private Range[][] jacobian(ParameterBox box, RangeArithmetic coarse)
      throws PreactivationNearZero {
    NetworkEnclosure enclosure = NetworkEnclosure.of(instance, box, coarse, Set.of());
    int outputs = instance.network().outputs();
    int depth = instance.network().depth();
    Range[][] jacobian = new Range[instance.samples() * outputs][];
    for (int row = 0; row < jacobian.length; row++) {
      int n = row / outputs;
      jacobian[row] =
          enclosure.gradient(moving, n, enclosure.backwardFrom(depth, row % outputs, n));
    }
    return jacobian;
  }

  private NearbyOutcome found(
      ParameterBox box, int boxBits, List<BigInteger> radii, KrawczykTest test) {
    Rational reach = box.reach(instance);
    return new NearbyOutcome.Found(
        new NearbyPoint.ZeroLoss(),
        reach,
        Rational.of(radii.get(0), BigInteger.ONE.shiftLeft(box.bits())),
        moving.size(),
        test.ratio(),
        NearbyCertificate.of(
            instance,
            new NearbyCertificate.Claimed(
                "GLOBAL_MINIMUM", false, reach, Rational.ZERO, Rational.ZERO, 0, 0),
            new NearbyCertificate.ZeroEvidence(
                boxBits, box, guess.moving(), radii, guess.inverse())));
  }
}
