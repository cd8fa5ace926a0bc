package org.dlmcert.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Doubles to rationals and back. */
class ExactDoubleTest {
  private static final long SEED = 20_240_601;

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        0.01,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        0x1.fffffffffffffp-1023,
        1e-320,
        0x1p53,
        0x1.8p-1074
      })
  void knownDoublesGoThereAndBack(double value) {
    Rational exact = ExactDouble.of(value);
    assertThat(new BigDecimal(value))
        .isEqualByComparingTo(
            new BigDecimal(exact.numerator()).divide(new BigDecimal(exact.denominator())));
    assertThat(ExactDouble.nearest(exact)).isEqualTo(value == 0 ? 0.0 : value);
  }

  @Test
  void randomBitsGoThereAndBack() {
    Random random = new Random(SEED);
    for (int k = 0; k < 20_000; k++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value) && value != 0) {
        assertThat(ExactDouble.nearest(ExactDouble.of(value)))
            .as("seed %d, %s", SEED, value)
            .isEqualTo(value);
      }
    }
  }

  /** Between two neighbours: below, above and at the midpoint; the even one at the tie. */
  @Test
  void roundsToTheNearerNeighbourAndTiesToEven() {
    Random random = new Random(SEED);
    for (int k = 0; k < 5_000; k++) {
      double low = Math.abs(Double.longBitsToDouble(random.nextLong()));
      if (k % 3 == 0) {
        low = random.nextInt(1000) * Double.MIN_VALUE;
      }
      if (!Double.isFinite(low) || !Double.isFinite(Math.nextUp(low))) {
        continue;
      }
      double high = Math.nextUp(low);
      Rational middle = ExactDouble.of(low).plus(ExactDouble.of(high)).dividedBy(Rational.of(2));
      Rational tiny = Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(1200));
      double even = (Double.doubleToRawLongBits(low) & 1) == 0 ? low : high;
      assertThat(ExactDouble.nearest(middle)).as("tie above %s", low).isEqualTo(even);
      assertThat(ExactDouble.nearest(middle.minus(tiny))).as("below, at %s", low).isEqualTo(low);
      assertThat(ExactDouble.nearest(middle.plus(tiny))).as("above, at %s", low).isEqualTo(high);
      assertThat(ExactDouble.nearest(middle.negate())).isEqualTo(-even);
    }
  }

  @Test
  void overflowIsInfinite() {
    Rational limit =
        Rational.of(BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.ONE.shiftLeft(970)));
    assertThat(ExactDouble.nearest(limit)).isInfinite();
    assertThat(ExactDouble.nearest(limit.minus(Rational.ONE))).isEqualTo(Double.MAX_VALUE);
  }

  /** Against Java's reading of decimals, which is correctly rounded. */
  @Test
  void agreesWithTheReadingOfDecimals() {
    Random random = new Random(SEED);
    for (int k = 0; k < 5_000; k++) {
      BigDecimal decimal = new BigDecimal(new BigInteger(80, random), random.nextInt(700) - 300);
      Rational exact =
          decimal.scale() >= 0
              ? Rational.of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
              : Rational.of(decimal.toBigIntegerExact());
      assertThat(ExactDouble.nearest(exact))
          .as("seed %d, %s", SEED, decimal)
          .isEqualTo(Double.parseDouble(decimal.toString()));
    }
  }

  @Test
  void ulpsAreThoseOfTheNearestDouble() {
    assertThat(ExactDouble.ulps(1, Rational.ONE)).contains(Rational.ZERO);
    assertThat(ExactDouble.ulps(Math.nextUp(1.0), Rational.ONE)).contains(Rational.ONE);
    assertThat(ExactDouble.ulps(0.1, Rational.of(1, 10)).orElseThrow())
        .isLessThan(Rational.of(1, 2));
    assertThat(ExactDouble.ulps(Double.NaN, Rational.ONE)).isEmpty();
    assertThat(ExactDouble.ulps(Double.MIN_VALUE, Rational.ZERO)).contains(Rational.ONE);
  }

  @Test
  void noNumbersAreRefused() {
    assertThatThrownBy(() -> ExactDouble.of(Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> ExactDouble.matrix(new double[][] {{1}, {1, 2}}))
        .hasMessageContaining("ragged");
  }
}
