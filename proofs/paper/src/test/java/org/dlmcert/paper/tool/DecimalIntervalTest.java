package org.dlmcert.paper.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.junit.jupiter.api.Test;

/** What lies in the operands has to lie in the result, whatever the signs. */
final class DecimalIntervalTest {
  private static final int DIGITS = 3;

  @Test
  void operationsEncloseAllResults() {
    Random random = new Random(5);
    for (int k = 0; k < 20_000; k++) {
      DecimalInterval a = interval(random);
      DecimalInterval b = interval(random);
      Rational x = inside(random, a);
      Rational y = inside(random, b);
      String words = "seed 5, case " + k + ": " + x + " in " + a + ", " + y + " in " + b;
      assertThat(a.plus(b).contains(x.plus(y))).as(words).isTrue();
      assertThat(a.minus(b).contains(x.minus(y))).as(words).isTrue();
      assertThat(a.times(b).contains(x.times(y))).as(words).isTrue();
      assertThat(a.leastAbsolute()).as(words).isLessThanOrEqualTo(x.abs());
      assertThat(a.signum() == 0 || a.signum() == x.signum()).as(words).isTrue();
      if (b.excludesZero()) {
        assertThat(a.dividedBy(b).contains(x.dividedBy(y))).as(words).isTrue();
      } else {
        assertThatThrownBy(() -> a.dividedBy(b)).isInstanceOf(ArithmeticException.class);
      }
    }
  }

  @Test
  void resultsAreNotMuchWider() {
    DecimalInterval third = DecimalInterval.of(50, Rational.of(1, 3));
    DecimalInterval one = third.plus(third).plus(third);
    assertThat(one.isWithin(48, Rational.ONE)).isTrue();
    assertThat(third.times(third).isWithin(48, Rational.of(1, 9))).isTrue();
    assertThat(one.dividedBy(third).isWithin(47, Rational.of(3))).isTrue();
    assertThat(third.isWithin(48, Rational.of(333, 1000))).isFalse();
  }

  @Test
  void digitsInCommon() {
    assertThat(DecimalInterval.of(5, Rational.of(1, 3)).commonDigits()).isEqualTo("0.3333");
  }

  @Test
  void reciprocalOfPi() {
    DecimalInterval found = ReciprocalOfPi.enclosure(60);
    // 1/π to 50 places, rounded down and up
    BigDecimal below = new BigDecimal("0.31830988618379067153776752674502872406891929148091");
    Rational low = Rational.of(below.unscaledValue(), BigInteger.TEN.pow(50));
    Rational high = low.plus(Rational.of(BigInteger.ONE, BigInteger.TEN.pow(50)));
    assertThat(Rational.of(found.least(), BigInteger.TEN.pow(60))).isGreaterThan(low);
    assertThat(Rational.of(found.most(), BigInteger.TEN.pow(60))).isLessThan(high);
    DecimalInterval finer = ReciprocalOfPi.enclosure(90);
    assertThat(found.contains(Rational.of(finer.least(), BigInteger.TEN.pow(90)))).isTrue();
    assertThat(found.contains(Rational.of(finer.most(), BigInteger.TEN.pow(90)))).isTrue();
  }

  private static DecimalInterval interval(Random random) {
    int least = random.nextInt(6001) - 3000;
    return new DecimalInterval(
        DIGITS,
        BigInteger.valueOf(least),
        BigInteger.valueOf(least + (random.nextBoolean() ? 0 : random.nextInt(2000))));
  }

  private static Rational inside(Random random, DecimalInterval interval) {
    Rational width = Rational.of(interval.most().subtract(interval.least()));
    Rational part = width.times(Rational.of(random.nextInt(101), 100));
    return Rational.of(interval.least()).plus(part).dividedBy(Rational.of(1000));
  }
}
