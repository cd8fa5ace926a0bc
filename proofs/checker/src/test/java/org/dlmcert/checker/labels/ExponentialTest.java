package org.dlmcert.checker.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.api.Test;

/** The enclosures against decimal numbers of 150 digits. */
class ExponentialTest {
  private static final long SEED = 35;
  private static final MathContext DIGITS = new MathContext(150);
  private static final MathContext FEWER = new MathContext(55);
  private static final BigInteger TENS = BigInteger.TEN.pow(50);

  @Test
  void enclosuresHoldTheExponentialAndAreTight() {
    Random random = new Random(SEED);
    for (int k = 0; k < 1500; k++) {
      int bits = 1 + random.nextInt(300);
      BigInteger q = BigInteger.valueOf(1 + random.nextInt(1000));
      int range = 1 + random.nextInt(k % 3 == 0 ? 3 : 400_000);
      Rational x = Rational.of(BigInteger.valueOf(random.nextInt(range)), q);
      Exponential found = Exponential.of(x, bits, new Work(Long.MAX_VALUE));
      BigDecimal value =
          exponential(x, DIGITS).multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)));
      String place = "seed " + SEED + ", case " + k + ": x = " + x + ", " + bits + " bits";
      assertThat(new BigDecimal(found.low())).as(place).isLessThanOrEqualTo(value);
      assertThat(new BigDecimal(found.high())).as(place).isGreaterThanOrEqualTo(value);
      assertThat(found.low().signum()).as(place).isNotNegative();
      assertThat(found.high().subtract(found.low())).as(place).isLessThan(BigInteger.valueOf(4));
    }
  }

  /**
   * Beside each fraction m/2^bits: an x whose exponential is nearer to it than the last digit that
   * the enclosure computes with, on either side. A digit rounded to the wrong side shows here.
   */
  @Test
  void enclosuresAreRightBesideTheirOwnFractions() {
    Random random = new Random(SEED);
    for (int k = 0; k < 1500; k++) {
      int bits = 1 + random.nextInt(24);
      BigInteger grid = BigInteger.ONE.shiftLeft(bits);
      BigInteger m = BigInteger.ONE.add(new BigInteger(bits, random));
      m = m.min(grid.subtract(BigInteger.ONE));
      int digits = bits + 18 + random.nextInt(10);
      BigInteger away = BigInteger.valueOf(1 + random.nextInt(7));
      for (int side = -1; side <= 1; side += 2) {
        BigInteger near = m.shiftLeft(digits - bits).add(away.multiply(BigInteger.valueOf(side)));
        Rational x = logarithm(near, digits);
        if (x.signum() < 0) {
          continue;
        }
        Exponential found = Exponential.of(x, bits, new Work(Long.MAX_VALUE));
        String place = "seed " + SEED + ", case " + k + ": " + near + "/2^" + digits + ", " + bits;
        BigInteger floor = side < 0 ? m.subtract(BigInteger.ONE) : m;
        assertThat(found.low()).as(place).isLessThanOrEqualTo(floor);
        assertThat(found.high()).as(place).isGreaterThan(floor);
        assertThat(found.high().subtract(found.low())).as(place).isLessThan(BigInteger.valueOf(4));
      }
    }
  }

  /** 4·exp(-21/73) is 3.00003…: one more unit in the last digit computed with would give 2. */
  @Test
  void valuesJustAboveAFractionAreEnclosedByIt() {
    Rational x = Rational.of(BigInteger.valueOf(21), BigInteger.valueOf(73));
    assertThat(Exponential.of(x, 2, new Work(Long.MAX_VALUE)))
        .isEqualTo(new Exponential(BigInteger.valueOf(3), BigInteger.valueOf(4)));
  }

  /** A fraction with 50 digits beside ln(2^digits/m): 2·artanh of a small number, and ln 2. */
  private static Rational logarithm(BigInteger m, int digits) {
    int power = m.bitLength();
    BigDecimal shift = BigDecimal.valueOf(digits - power).multiply(twiceArtanh(1, 3), FEWER);
    BigDecimal scaled = new BigDecimal(BigInteger.ONE.shiftLeft(power));
    BigDecimal number = new BigDecimal(m);
    BigDecimal quotient = scaled.subtract(number).divide(scaled.add(number), FEWER); // at most 1/3
    BigDecimal sum = shift.add(twiceArtanh(quotient), FEWER);
    return Rational.of(sum.setScale(50, RoundingMode.HALF_EVEN).unscaledValue(), TENS);
  }

  private static BigDecimal twiceArtanh(int p, int q) {
    return twiceArtanh(BigDecimal.valueOf(p).divide(BigDecimal.valueOf(q), FEWER));
  }

  private static BigDecimal twiceArtanh(BigDecimal t) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = t;
    BigDecimal square = t.multiply(t, FEWER);
    for (int k = 1; k < 120; k += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(k), FEWER), FEWER);
      power = power.multiply(square, FEWER);
    }
    return sum.multiply(BigDecimal.valueOf(2));
  }

  /** exp(-x), by the series at -x/2^20. */
  static BigDecimal exponential(Rational x, MathContext digits) {
    BigDecimal y =
        new BigDecimal(x.numerator())
            .divide(new BigDecimal(x.denominator().shiftLeft(20)), digits)
            .negate();
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int k = 1; k * 6 < digits.getPrecision() + 12; k++) {
      term = term.multiply(y, digits).divide(BigDecimal.valueOf(k), digits);
      sum = sum.add(term, digits);
    }
    for (int k = 0; k < 20; k++) {
      sum = sum.multiply(sum, digits);
    }
    return sum;
  }
}
