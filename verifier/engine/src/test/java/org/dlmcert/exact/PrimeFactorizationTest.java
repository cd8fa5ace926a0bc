package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrimeFactorizationTest {
  private static BigInteger big(String digits) {
    return new BigInteger(digits);
  }

  private static BigInteger product(PrimeFactorization factorization) {
    BigInteger product = factorization.rest();
    for (Map.Entry<BigInteger, Integer> factor : factorization.exponents().entrySet()) {
      product = product.multiply(factor.getKey().pow(factor.getValue()));
    }
    return product;
  }

  @Test
  void theSlopesOfTheTheory() {
    assertThat(PrimeFactorization.of(big("99")).exponents())
        .isEqualTo(Map.of(big("3"), 2, big("11"), 1));
    BigInteger nearestTo001 = BigInteger.ONE.shiftLeft(59).subtract(big("5764607523034235"));
    assertThat(PrimeFactorization.of(nearestTo001).exponents())
        .isEqualTo(Map.of(big("3"), 1, big("9220369"), 1, big("20631717479"), 1));
    assertThat(PrimeFactorization.of(BigInteger.ONE).exponents()).isEmpty();
    assertThatThrownBy(() -> PrimeFactorization.of(BigInteger.ZERO))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void productsOfPrimesAreTakenApart() {
    for (int seed = 0; seed < Cases.share(100, 300); seed++) {
      Random random = new Random(seed);
      BigInteger n = BigInteger.ONE;
      while (true) {
        BigInteger prime = BigInteger.probablePrime(2 + random.nextInt(30), random);
        BigInteger next = n.multiply(prime.pow(1 + random.nextInt(3)));
        if (next.bitLength() > 62) {
          break;
        }
        n = next;
      }
      PrimeFactorization found = PrimeFactorization.of(random.nextBoolean() ? n : n.negate());
      assertThat(found.rest()).as("seed %d: %s", seed, n).isEqualTo(BigInteger.ONE);
      assertThat(product(found)).as("seed %d", seed).isEqualTo(n);
      assertThat(found.exponents().keySet())
          .as("seed %d: %s", seed, n)
          .allMatch(p -> p.isProbablePrime(60));
    }
  }

  @Test
  void theHardestCasesBelow2To62() {
    // squares, and products of two primes near 2^31
    for (String n : new String[] {"4611685975477714963", "4611686014132420609", "2147483647"}) {
      PrimeFactorization found = PrimeFactorization.of(big(n));
      assertThat(found.rest()).as(n).isEqualTo(BigInteger.ONE);
      assertThat(product(found)).as(n).isEqualTo(big(n));
    }
  }

  @Test
  void whatIsTooHardIsLeftAsTheRest() {
    BigInteger hard =
        BigInteger.probablePrime(120, new Random(1))
            .multiply(BigInteger.probablePrime(121, new Random(2)));
    PrimeFactorization found = PrimeFactorization.of(hard.multiply(big("63")));
    assertThat(found.rest()).isEqualTo(hard);
    assertThat(found.exponents()).isEqualTo(Map.of(big("3"), 2, big("7"), 1));
  }

  @Test
  void primalityAgreesWithTrialDivisionAndResistsPseudoprimes() {
    for (int n = 0; n < Cases.share(1000, 3000); n++) {
      boolean prime = n > 1;
      for (int d = 2; d * d <= n; d++) {
        prime &= n % d != 0;
      }
      assertThat(PrimeFactorization.isPrime(BigInteger.valueOf(n))).as("%d", n).isEqualTo(prime);
    }
    // strong pseudoprimes to the first 8, 9 and 12 prime bases
    for (String n :
        new String[] {"341550071728321", "3825123056546413051", "318665857834031151167461"}) {
      assertThat(PrimeFactorization.isPrime(big(n))).as(n).isFalse();
    }
    assertThat(PrimeFactorization.isPrime(BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE)))
        .isTrue();
  }
}
