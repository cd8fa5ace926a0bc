package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.fraction.BigFraction;
import org.apfloat.Apint;
import org.apfloat.Aprational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RationalTest {
  private static final long SEED = 7;

  private static BigInteger signed(Random random, int bits) {
    BigInteger value = new BigInteger(bits, random);
    return random.nextBoolean() ? value : value.negate();
  }

  private static Rational rational(Random random, int bits) {
    return Rational.of(signed(random, bits), new BigInteger(bits, random).add(BigInteger.ONE));
  }

  private static String fraction(BigFraction value) {
    return Rational.of(value.getNumerator(), value.getDenominator()).toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12, 31, 64, 200})
  void fieldLaws(int bits) {
    Random random = new Random(SEED);
    for (int trial = 0; trial < Cases.share(120, 300); trial++) {
      Rational a = rational(random, bits);
      Rational b = rational(random, bits);
      Rational c = rational(random, bits);
      String what = "seed " + SEED + ": a = " + a + ", b = " + b + ", c = " + c;
      assertThat(a.plus(b)).as(what).isEqualTo(b.plus(a)).hasSameHashCodeAs(b.plus(a));
      assertThat(a.times(b)).as(what).isEqualTo(b.times(a));
      assertThat(a.plus(b).plus(c)).as(what).isEqualTo(a.plus(b.plus(c)));
      assertThat(a.times(b).times(c)).as(what).isEqualTo(a.times(b.times(c)));
      assertThat(a.times(b.plus(c))).as(what).isEqualTo(a.times(b).plus(a.times(c)));
      assertThat(a.minus(a)).as(what).isEqualTo(Rational.ZERO);
      assertThat(a.plus(b).minus(b)).as(what).isEqualTo(a);
      assertThat(a.minus(b).signum()).as(what).isEqualTo(a.compareTo(b));
      assertThat(a.abs().signum()).as(what).isNotNegative();
      if (!b.isZero()) {
        assertThat(a.dividedBy(b).times(b)).as(what).isEqualTo(a);
        assertThat(b.times(b.reciprocal())).as(what).isEqualTo(Rational.ONE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 31, 90})
  void agreesWithCommonsMathAndApfloat(int bits) {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 100; trial++) {
      Rational a = rational(random, bits);
      Rational b = rational(random, bits);
      String what = "seed " + SEED + ": a = " + a + ", b = " + b;
      BigFraction x = new BigFraction(a.numerator(), a.denominator());
      BigFraction y = new BigFraction(b.numerator(), b.denominator());
      Aprational u = new Aprational(new Apint(a.numerator()), new Apint(a.denominator()));
      Aprational v = new Aprational(new Apint(b.numerator()), new Apint(b.denominator()));
      assertThat(a.plus(b)).as(what).hasToString(fraction(x.add(y)));
      assertThat(a.plus(b)).as(what).hasToString(u.add(v).toString());
      assertThat(a.minus(b)).as(what).hasToString(fraction(x.subtract(y)));
      assertThat(a.times(b)).as(what).hasToString(fraction(x.multiply(y)));
      assertThat(a.times(b)).as(what).hasToString(u.multiply(v).toString());
      assertThat(a.compareTo(b)).as(what).isEqualTo(x.compareTo(y));
      if (!b.isZero()) {
        assertThat(a.dividedBy(b)).as(what).hasToString(fraction(x.divide(y)));
      }
    }
  }

  @Test
  void everyNumberHasOneRepresentation() {
    List<Rational> halves =
        List.of(Rational.of(1, 2), Rational.of(-3, -6), Rational.of(1).dividedBy(Rational.of(2)));
    assertThat(halves).containsOnly(halves.get(0));
    assertThat(Rational.of(3, -6)).hasToString("-1/2");
    assertThat(Rational.of(0, -5)).isSameAs(Rational.ZERO).hasToString("0");
    assertThat(Rational.of(Long.MIN_VALUE, -1)).hasToString("9223372036854775808");
    assertThat(Rational.of(BigInteger.valueOf(12)).isInteger()).isTrue();
  }

  @Test
  void refusesToDivideByZero() {
    assertThatThrownBy(() -> Rational.of(1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Rational.ONE.dividedBy(Rational.ZERO))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(Rational.ZERO::reciprocal).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void digitsAreThoseOfBothIntegers() {
    BigInteger edge = BigInteger.ONE.shiftLeft(63);
    for (int shift = -2; shift <= 2; shift++) {
      BigInteger p = edge.add(BigInteger.valueOf(shift));
      for (BigInteger numerator : List.of(p, p.negate(), BigInteger.valueOf(shift))) {
        assertThat(Rational.of(numerator).toString()).isEqualTo(numerator.toString());
        Rational fraction = Rational.of(numerator, p.nextProbablePrime());
        assertThat(fraction.toString())
            .isEqualTo(numerator.signum() == 0 ? "0" : numerator + "/" + p.nextProbablePrime());
      }
    }
  }
}
