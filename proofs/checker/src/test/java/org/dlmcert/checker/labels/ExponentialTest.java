package org.dlmcert.checker.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.api.Test;

/** The enclosures against decimal numbers of 150 digits. */
class ExponentialTest {
  private static final long SEED = 35;
  private static final MathContext DIGITS = new MathContext(150);

  @Test
  void enclosuresHoldTheExponentialAndAreTight() {
    Random random = new Random(SEED);
    for (int k = 0; k < 1500; k++) {
      int bits = 1 + random.nextInt(300);
      BigInteger q = BigInteger.valueOf(1 + random.nextInt(1000));
      int range = 1 + random.nextInt(k % 3 == 0 ? 3 : 400_000);
      Rational x = Rational.of(BigInteger.valueOf(random.nextInt(range)), q);
      Exponential found = Exponential.of(x, bits, new Work(Long.MAX_VALUE));
      BigDecimal value = exponential(x).multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)));
      String place = "seed " + SEED + ", case " + k + ": x = " + x + ", " + bits + " bits";
      assertThat(new BigDecimal(found.low())).as(place).isLessThanOrEqualTo(value);
      assertThat(new BigDecimal(found.high())).as(place).isGreaterThanOrEqualTo(value);
      assertThat(found.low().signum()).as(place).isNotNegative();
      assertThat(found.high().subtract(found.low())).as(place).isLessThan(BigInteger.valueOf(4));
    }
  }

  /** exp(-x), by the series at -x/2^20. */
  private static BigDecimal exponential(Rational x) {
    BigDecimal y =
        new BigDecimal(x.numerator())
            .divide(new BigDecimal(x.denominator().shiftLeft(20)), DIGITS)
            .negate();
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int k = 1; k < 90; k++) {
      term = term.multiply(y, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int k = 0; k < 20; k++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }
}
