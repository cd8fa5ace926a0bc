package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimeFieldTest {
  private static final int SEED = 1;

  /** Residues near both ends, where reductions go wrong first, and random ones. */
  private static int residue(Random random, int p) {
    return switch (random.nextInt(4)) {
      case 0 -> Math.min(p - 1, random.nextInt(3));
      case 1 -> Math.max(0, p - 1 - random.nextInt(3));
      default -> random.nextInt(p);
    };
  }

  private static int exact(BigInteger value, int p) {
    return value.mod(BigInteger.valueOf(p)).intValueExact();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 65_537, 8_388_593, 1_073_741_827, 2_147_483_629, 2_147_483_647})
  void operationsAreThoseOfIntegersModuloThePrime(int p) {
    PrimeField field = PrimeField.of(p);
    Random random = new Random(SEED);
    for (int trial = 0; trial < 2000; trial++) {
      int a = residue(random, p);
      int b = residue(random, p);
      BigInteger x = BigInteger.valueOf(a);
      BigInteger y = BigInteger.valueOf(b);
      String what = "seed " + SEED + ", p = " + p + ", a = " + a + ", b = " + b;
      assertThat(field.add(a, b)).as(what).isEqualTo(exact(x.add(y), p));
      assertThat(field.subtract(a, b)).as(what).isEqualTo(exact(x.subtract(y), p));
      assertThat(field.multiply(a, b)).as(what).isEqualTo(exact(x.multiply(y), p));
      assertThat(field.negate(a)).as(what).isEqualTo(exact(x.negate(), p));
      if (a != 0) {
        assertThat(field.inverse(a)).as(what).isEqualTo(x.modInverse(big(p)).intValueExact());
      }
      assertThat(exact(big(field.symmetric(a)), p)).as(what).isEqualTo(a);
      assertThat(2L * Math.abs(field.symmetric(a))).as(what).isLessThanOrEqualTo(p);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8_388_593, 2_147_483_629, 2_147_483_647})
  void reducesAnyInteger(int p) {
    PrimeField field = PrimeField.of(p);
    Random random = new Random(SEED);
    for (long value : new long[] {0, 1, -1, p, -p, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(field.reduce(value)).isEqualTo(exact(big(value), p));
      assertThat(field.reduce(big(value))).isEqualTo(exact(big(value), p));
    }
    for (int bits = 1; bits < 300; bits++) {
      BigInteger value = new BigInteger(bits, random);
      for (BigInteger v : List.of(value, value.negate())) {
        assertThat(field.reduce(v)).as("%s mod %s", v, p).isEqualTo(exact(v, p));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 65_537, 8_388_593, 2_147_483_629, 2_147_483_647})
  void rowKernelsAgreeWithExactSums(int p) {
    PrimeField field = PrimeField.of(p);
    Random random = new Random(SEED);
    for (int trial = 0; trial < 300; trial++) {
      int length = trial < 40 ? trial : random.nextInt(400);
      int ao = random.nextInt(5);
      int bo = random.nextInt(5);
      boolean extreme = trial % 7 == 0;
      int[] a = row(random, p, ao + length + 3, extreme);
      int[] b = row(random, p, bo + length + 2, extreme);
      int factor = extreme ? p - 1 : residue(random, p);
      String what = "seed " + SEED + ", p = " + p + ", trial " + trial + ", length " + length;
      BigInteger sum = BigInteger.ZERO;
      int[] added = a.clone();
      int[] scaled = a.clone();
      for (int i = 0; i < length; i++) {
        BigInteger x = big(a[ao + i]);
        sum = sum.add(x.multiply(big(b[bo + i])));
        added[ao + i] = exact(x.add(big(factor).multiply(big(b[bo + i]))), p);
        scaled[ao + i] = exact(x.multiply(big(factor)), p);
      }
      assertThat(field.dot(a, ao, b, bo, length)).as(what).isEqualTo(exact(sum, p));
      int[] target = a.clone();
      field.addScaled(target, ao, factor, b, bo, length);
      assertThat(target).as(what).isEqualTo(added);
      target = a.clone();
      field.scale(target, ao, factor, length);
      assertThat(target).as(what).isEqualTo(scaled);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8_388_593, 2_147_483_647})
  void addsARowToItselfAndRowsOfOneArray(int p) {
    PrimeField field = PrimeField.of(p);
    Random random = new Random(SEED);
    int length = 100;
    int[] both = row(random, p, 2 * length, false);
    int[] expected = both.clone();
    int factor = residue(random, p);
    for (int i = 0; i < length; i++) {
      expected[length + i] = field.add(both[length + i], field.multiply(factor, both[i]));
    }
    field.addScaled(both, length, factor, both, 0, length);
    assertThat(both).isEqualTo(expected);
    for (int i = 0; i < length; i++) {
      expected[i] = field.add(both[i], field.multiply(factor, both[i]));
    }
    field.addScaled(both, 0, factor, both, 0, length);
    assertThat(both).isEqualTo(expected);
  }

  @Test
  void knowsThePrimesBelowTenThousandAndStrongPseudoprimes() {
    boolean[] composite = new boolean[10_000];
    for (int i = 2; i < composite.length; i++) {
      for (int j = 2 * i; j < composite.length && !composite[i]; j += i) {
        composite[j] = true;
      }
      assertThat(PrimeField.isPrime(i)).as("%d", i).isEqualTo(!composite[i]);
    }
    // Strong pseudoprimes to the bases 2; 2, 3; 2, 3, 5; and a few Carmichael numbers.
    for (int n : new int[] {2047, 1_373_653, 25_326_001, 561, 1729, 294_409, 1_299_963_601}) {
      assertThat(PrimeField.isPrime(n)).as("%d", n).isFalse();
      assertThatThrownBy(() -> PrimeField.of(n))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(n + " is not a prime");
    }
    for (int n : new int[] {Integer.MIN_VALUE, -7, -1, 0, 1}) {
      assertThat(PrimeField.isPrime(n)).as("%d", n).isFalse();
    }
    Random random = new Random(SEED);
    for (int trial = 0; trial < 20_000; trial++) {
      int n = random.nextInt(Integer.MAX_VALUE);
      assertThat(PrimeField.isPrime(n)).as("%d", n).isEqualTo(big(n).isProbablePrime(60));
    }
  }

  @Test
  void primesForRetriesDescendWithoutGaps() {
    List<Integer> first = new ArrayList<>();
    for (PrimeField field : PrimeField.descending()) {
      first.add(field.modulus());
      if (first.size() == 4) {
        break;
      }
    }
    assertThat(first).containsExactly(2_147_483_647, 2_147_483_629, 2_147_483_587, 2_147_483_579);
    List<Integer> small = new ArrayList<>();
    PrimeField.descendingFrom(20).forEach(field -> small.add(field.modulus()));
    assertThat(small).containsExactly(19, 17, 13, 11, 7, 5, 3, 2);
  }

  @Test
  void zeroHasNoInverse() {
    assertThatThrownBy(() -> PrimeField.of(7).inverse(0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("0 has no inverse modulo 7");
  }

  private static int[] row(Random random, int p, int length, boolean extreme) {
    int[] row = IntStream.range(0, length).map(i -> residue(random, p)).toArray();
    if (extreme) {
      Arrays.fill(row, p - 1);
    }
    return row;
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
