package org.dlmcert.paper.tool;

import java.math.BigInteger;
import org.dlmcert.exact.Rational;

/**
 * An interval around 1/π in integers only. Machin (1706): π = 16 arctan(1/5) - 4 arctan(1/239), and
 * arctan(1/k) = Σ (-1)^j/((2j+1)k^{2j+1}) is an alternating series with decreasing terms, so that
 * it lies between any two consecutive partial sums. Every term is enclosed by rounding outwards.
 */
public final class ReciprocalOfPi {
  private ReciprocalOfPi() {}

  /** An interval around 1/π with this many decimal places. */
  public static DecimalInterval enclosure(int digits) {
    DecimalInterval pi =
        times(16, arctangentOfReciprocal(5, digits))
            .minus(times(4, arctangentOfReciprocal(239, digits)));
    return DecimalInterval.of(digits, Rational.ONE).dividedBy(pi);
  }

  private static DecimalInterval times(long factor, DecimalInterval interval) {
    return DecimalInterval.of(interval.digits(), Rational.of(factor)).times(interval);
  }

  private static DecimalInterval arctangentOfReciprocal(long k, int digits) {
    BigInteger power = BigInteger.valueOf(k);
    BigInteger square = power.multiply(power);
    BigInteger end = BigInteger.TEN.pow(digits);
    DecimalInterval sum = DecimalInterval.of(digits, Rational.ZERO);
    for (long j = 0; ; j++) {
      BigInteger denominator = power.multiply(BigInteger.valueOf(2 * j + 1));
      DecimalInterval term = DecimalInterval.of(digits, Rational.of(BigInteger.ONE, denominator));
      DecimalInterval next = j % 2 == 0 ? sum.plus(term) : sum.minus(term);
      if (denominator.compareTo(end) > 0) {
        return new DecimalInterval(
            digits, sum.least().min(next.least()), sum.most().max(next.most()));
      }
      sum = next;
      power = power.multiply(square);
    }
  }
}
