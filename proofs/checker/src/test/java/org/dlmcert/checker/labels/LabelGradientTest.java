package org.dlmcert.checker.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.api.Test;

/**
 * Derivatives of losses of labels against decimal numbers: enclosed, and as narrow as few digits
 * allow. With few bits each rounding is a large part of the width, so that one to the wrong side
 * shows.
 */
class LabelGradientTest {
  private static final long SEED = 1838;
  private static final MathContext DIGITS = new MathContext(40);

  @Test
  void logistic() {
    Random random = new Random(SEED);
    for (int k = 0; k < 2000; k++) {
      int bits = random.nextInt(k % 2 == 0 ? 6 : 40);
      Rational[] v = outputs(random, 1);
      boolean positive = random.nextBoolean();
      Rational[] labels = {Rational.of(BigInteger.valueOf(positive ? 1 : -1), BigInteger.ONE)};
      LabelGradient found = LabelGradient.logistic(v, labels, bits, new Work(Long.MAX_VALUE));
      BigDecimal e = power(v[0], Rational.ZERO); // exp(v)
      BigDecimal share = e.divide(e.add(BigDecimal.ONE), DIGITS); // 1/(1 + exp(-v))
      compare(
          found, 0, positive ? share.subtract(BigDecimal.ONE) : share, bits, 4, place(k, v, bits));
    }
  }

  @Test
  void crossEntropy() {
    Random random = new Random(SEED);
    for (int k = 0; k < 1500; k++) {
      int bits = random.nextInt(k % 2 == 0 ? 6 : 40);
      int outputs = 2 + random.nextInt(3);
      Rational[] v = outputs(random, outputs);
      int label = random.nextInt(outputs);
      Rational[] labels =
          IntStream.range(0, outputs)
              .mapToObj(c -> c == label ? Rational.ONE : Rational.ZERO)
              .toArray(Rational[]::new);
      LabelGradient found = LabelGradient.crossEntropy(v, labels, bits, new Work(Long.MAX_VALUE));
      BigDecimal sum =
          Arrays.stream(v).map(x -> power(x, v[0])).reduce(BigDecimal.ZERO, BigDecimal::add);
      for (int c = 0; c < outputs; c++) {
        BigDecimal share = power(v[c], v[0]).divide(sum, DIGITS);
        BigDecimal derivative = c == label ? share.subtract(BigDecimal.ONE) : share;
        compare(found, c, derivative, bits, 4 + 2 * outputs, place(k, v, bits));
      }
    }
  }

  /** Far on the wrong side the derivative is -1 in so many bits: a quotient that is exact. */
  @Test
  void exactBoundsAreNotMovedAway() {
    Rational[] v = {Rational.of(BigInteger.valueOf(-1000), BigInteger.ONE)};
    Rational[] labels = {Rational.ONE};
    LabelGradient found = LabelGradient.logistic(v, labels, 30, new Work(Long.MAX_VALUE));
    assertThat(found.low()[0]).isEqualTo(BigInteger.ONE.shiftLeft(30).negate());
    assertThat(found.high()[0]).isEqualTo(BigInteger.ONE.subtract(BigInteger.ONE.shiftLeft(30)));
  }

  /** Without bits nothing may be known of the sum of the exponentials: it may be 0. */
  @Test
  void sumsOfWhichNothingIsKnownBoundNothing() {
    Rational[] one = {Rational.ONE};
    LabelGradient found = LabelGradient.crossEntropy(one, one, 0, new Work(Long.MAX_VALUE));
    assertThat(found.low()).containsExactly(BigInteger.ONE.negate());
    assertThat(found.high()[0]).isGreaterThanOrEqualTo(BigInteger.ZERO);
  }

  private static Rational[] outputs(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            c ->
                Rational.of(
                    BigInteger.valueOf(random.nextInt(61) - 30),
                    BigInteger.valueOf(1 + random.nextInt(9))))
        .toArray(Rational[]::new);
  }

  /** exp(x - y). */
  private static BigDecimal power(Rational x, Rational y) {
    BigInteger numerator =
        x.numerator().multiply(y.denominator()).subtract(y.numerator().multiply(x.denominator()));
    Rational size = Rational.of(numerator.abs(), x.denominator().multiply(y.denominator()));
    BigDecimal below = ExponentialTest.exponential(size, DIGITS);
    return numerator.signum() > 0 ? BigDecimal.ONE.divide(below, DIGITS) : below;
  }

  private static void compare(
      LabelGradient found, int c, BigDecimal derivative, int bits, int width, String place) {
    BigDecimal scaled = derivative.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)), DIGITS);
    assertThat(new BigDecimal(found.low()[c])).as(place).isLessThanOrEqualTo(scaled);
    assertThat(new BigDecimal(found.high()[c])).as(place).isGreaterThanOrEqualTo(scaled);
    assertThat(found.high()[c].subtract(found.low()[c]))
        .as(place)
        .isLessThanOrEqualTo(BigInteger.valueOf(width));
  }

  private static String place(int k, Rational[] v, int bits) {
    return "seed " + SEED + ", case " + k + ": " + Arrays.toString(v) + ", " + bits + " bits";
  }
}
