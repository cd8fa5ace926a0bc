package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.Apint;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Bounds of exponentials against Apfloat with 120 digits. */
class ExponentialBoundsTest {
  private static final long SEED = 36;
  private static final int CASES = Cases.count(40, 300);
  private static final long DIGITS = 120;

  @Test
  void boundsHoldTheExponentialAndAreTight() {
    Random random = new Random(SEED);
    for (int k = 0; k < CASES; k++) {
      int bits = 1 + random.nextInt(250);
      Rational x = Rational.of(random.nextInt(k % 3 == 0 ? 3 : 300_000), 1 + random.nextInt(1000));
      ExponentialBounds found = ExponentialBounds.of(x, bits);
      Apfloat value =
          ApfloatMath.exp(
                  new Apfloat(x.numerator(), DIGITS)
                      .negate()
                      .divide(new Apfloat(x.denominator(), DIGITS)))
              .multiply(new Apfloat(BigInteger.ONE.shiftLeft(bits), DIGITS));
      String place = "seed " + SEED + ", case " + k + ": x = " + x + ", " + bits + " bits";
      assertThat(new Apint(found.low()).compareTo(value)).as(place).isNotPositive();
      assertThat(new Apint(found.high()).compareTo(value)).as(place).isNotNegative();
      assertThat(found.high().subtract(found.low())).as(place).isLessThan(BigInteger.valueOf(4));
    }
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatThrownBy(() -> ExponentialBounds.of(Rational.of(-1), 8))
        .hasMessageContaining("a number from 0 expected");
  }
}
