package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.number.NumberLiteral;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static final Place HERE = Place.of("file", "cell 0");

  private static Rational exact(String literal) {
    return Numbers.EXACT.read(literal, HERE);
  }

  private static Rational nearest(String literal) {
    return Numbers.NEAREST_DOUBLES.read(literal, HERE);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3",
    "+3, 3",
    "-0.25, -1/4",
    "0.1, 1/10",
    "1e-3, 1/1000",
    "1E+3, 1000",
    "-1.5e2, -150",
    "1/2, 1/2",
    "-6/4, -3/2",
    "0/7, 0",
    "-0, 0",
    "-0.0e5, 0",
    "5., 5",
    ".5, 1/2",
    "007, 7",
    "0x1.8p-3, 3/16",
    "-0X1P+4, -16",
    "0xff, 255",
    "0x.8p0, 1/2",
    "2.50, 5/2",
    "1e-0000000000000000000003, 1/1000",
    "12345678901234567890.5, 24691357802469135781/2"
  })
  void literalsAreExact(String literal, String value) {
    assertThat(exact(literal)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1 ",
        " 1",
        "+",
        "-",
        ".",
        "e5",
        "1e",
        "1e+",
        "--1",
        "1.2.3",
        "1/2/3",
        "1/-2",
        "1/+2",
        "1/2.5",
        "1,5",
        "1_000",
        "abc",
        "0x",
        "0x.p1",
        "0x1p",
        "0x1.8p-3f",
        "1f",
        "1d",
        "٣",
        "１２",
        "½",
        "1\u0000",
        "1\n",
        "TRUE",
        "1e5.5",
        "0b11",
        "#1"
      })
  void otherTextsAreRefused(String literal) {
    assertThatThrownBy(() -> exact(literal))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("file: cell 0: a number expected, found ");
    assertThat(NumberLiteral.isNumber(literal)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "-inf", "Infinity", "+INF"})
  void valuesThatAreNotFiniteAreRefused(String literal) {
    assertThatThrownBy(() -> exact(literal))
        .hasMessage("file: cell 0: a finite number expected, found \"" + literal + "\"");
  }

  @Test
  void aDenominatorOfZeroIsRefused() {
    assertThatThrownBy(() -> exact("1/000"))
        .hasMessage("file: cell 0: a number expected, found \"1/000\", with denominator zero");
  }

  @Test
  void exponentsHaveALimit() {
    assertThat(exact("1e10000")).isEqualTo(Rational.of(BigInteger.TEN.pow(10000)));
    assertThat(exact("1e-10000").denominator()).isEqualTo(BigInteger.TEN.pow(10000));
    assertThat(exact("0x1p-10000").denominator()).isEqualTo(BigInteger.TWO.pow(10000));
    for (String literal :
        new String[] {"1e10001", "1e-10001", "1e999999999999999999999", "0x1p10001", "0e-10001"}) {
      assertThatThrownBy(() -> exact(literal))
          .hasMessage(
              "file: cell 0: an exponent from -10000 to 10000 expected, found \"%s\"", literal);
    }
  }

  @Test
  void digitsHaveALimit() {
    String longest = "1".repeat(100_000);
    assertThat(exact("-" + longest).numerator()).isEqualTo(new BigInteger("-" + longest));
    assertThat(exact("9".repeat(50_000) + "/" + "9".repeat(50_000))).isEqualTo(Rational.ONE);
    String[] tooLong = {
      longest + "1",
      "0." + longest,
      "1/" + longest,
      "0x1" + longest,
      "1".repeat(1_000_000),
      "x".repeat(1_000_000)
    };
    for (String literal : tooLong) {
      assertThatThrownBy(() -> exact(literal))
          .hasMessageStartingWith(
              "file: cell 0: a number of at most 100000 digits expected, found a longer one: \"")
          .hasMessageEndingWith("… (" + literal.length() + " characters)");
    }
  }

  @Test
  void longLiteralsAreQuick() {
    Random random = new Random(3);
    StringBuilder digits = new StringBuilder("0.7");
    for (int k = 2; k < Cases.count(20_000, 100_000); k++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    digits.setCharAt(digits.length() - 1, '5');
    String literal = digits + "e-10000";
    Rational value = exact(literal); // also warms up
    long start = System.nanoTime();
    Rational again = exact(literal);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertThat(again).isEqualTo(value);
    assertThat(taken).isLessThan(Duration.ofSeconds(2));
    BigDecimal decimal = new BigDecimal(digits.toString()).movePointLeft(10_000);
    assertThat(value.numerator().multiply(BigInteger.TEN.pow(decimal.scale())))
        .isEqualTo(value.denominator().multiply(decimal.unscaledValue()));
    assertThat(value.numerator().mod(BigInteger.valueOf(5)).signum()).isPositive();
    assertThat(value.numerator().testBit(0)).isTrue();
  }

  @Test
  void decimalsAgreeWithBigDecimal() {
    long seed = 11;
    Random random = new Random(seed);
    for (int k = 0; k < 3000; k++) {
      BigInteger unscaled = new BigInteger(1 + random.nextInt(200), random);
      if (random.nextInt(3) == 0) {
        unscaled = unscaled.multiply(BigInteger.TEN.pow(random.nextInt(30)));
      }
      if (random.nextInt(3) == 0) {
        unscaled = unscaled.multiply(BigInteger.valueOf(5).pow(random.nextInt(70)));
      }
      if (random.nextBoolean()) {
        unscaled = unscaled.negate();
      }
      int scale = random.nextInt(120) - 60;
      BigDecimal decimal = new BigDecimal(unscaled, scale);
      BigInteger ten = BigInteger.TEN.pow(Math.abs(scale));
      Rational expected =
          scale >= 0 ? Rational.of(unscaled, ten) : Rational.of(unscaled.multiply(ten));
      assertThat(exact(decimal.toString())).as("seed %d, %s", seed, decimal).isEqualTo(expected);
      assertThat(exact(decimal.toPlainString())).isEqualTo(expected);
      assertThat(exact(expected.toString())).isEqualTo(expected);
      assertThat(Rational.over(unscaled, 70, 3))
          .as("seed %d, %s", seed, unscaled)
          .isEqualTo(
              Rational.of(unscaled, BigInteger.TWO.pow(70).multiply(BigInteger.valueOf(125))));
    }
  }

  @Test
  void nearestDoublesRoundDecimalsAndHexadecimalsOnly() {
    assertThat(nearest("0.1")).hasToString("3602879701896397/36028797018963968");
    assertThat(nearest("-0.5")).hasToString("-1/2");
    assertThat(nearest("9007199254740993")).hasToString("9007199254740992");
    assertThat(nearest("0x1.00000000000008p0")).isEqualTo(Rational.ONE);
    assertThat(nearest("0x10")).isEqualTo(Rational.of(16));
    assertThat(nearest("1/10")).hasToString("1/10");
    assertThat(nearest("1e-400")).isEqualTo(Rational.ZERO);
    assertThat(nearest("5e-324").denominator()).isEqualTo(BigInteger.TWO.pow(1074));
    assertThatThrownBy(() -> nearest("-1e309"))
        .hasMessage(
            "file: cell 0: a number that rounds to a finite double expected, found \"-1e309\"");
  }

  @Test
  void nearestDoublesAreTheExactValuesOfDoubles() {
    long seed = 5;
    Random random = new Random(seed);
    for (int k = 0; k < 2000; k++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        BigDecimal dyadic = new BigDecimal(value);
        assertThat(nearest(Double.toString(value)))
            .as("seed %d, %s", seed, value)
            .isEqualTo(exact(dyadic.toString()))
            .isEqualTo(exact(Double.toHexString(value)));
      }
    }
  }

  @Test
  void quotesAreShortAndPrintable() {
    assertThat(Place.quote("a\u0000b\nc\u202e")).isEqualTo("\"a\\u0000b\\u000ac\\u202e\"");
    assertThat(Place.quote("é".repeat(50)))
        .isEqualTo("\"" + "é".repeat(40) + "\"… (50 characters)");
  }
}
