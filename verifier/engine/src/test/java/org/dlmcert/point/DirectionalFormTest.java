package org.dlmcert.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directional forms against the sums that they stand for. */
class DirectionalFormTest {

  /** Σ_n f_n·φ'(x_n·d), from the definition. */
  private static Rational slow(
      RationalMatrix inputs,
      boolean[] kink,
      int[] factors,
      int[] signs,
      Rational s,
      List<Rational> d) {
    Rational sum = Rational.ZERO;
    for (int n = 0; n < inputs.columns(); n++) {
      Rational u = Rational.ZERO;
      for (int j = 0; j < inputs.rows(); j++) {
        u = u.plus(inputs.get(j, n).times(d.get(j)));
      }
      int sign = kink[n] ? u.signum() : signs[n];
      sum = sum.plus(u.times(Rational.of(factors[n])).times(sign < 0 ? s : Rational.ONE));
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void valuesAndSigns(int dimension) {
    Random random = new Random(dimension);
    List<Rational> slopes =
        List.of(Rational.ZERO, Rational.of(1, 3), Rational.of(-1), Rational.of(2));
    int negative = 0;
    for (int k = 0; k < 250; k++) {
      int samples = random.nextInt(6);
      RationalMatrix inputs =
          RationalMatrix.of(dimension, samples, (i, j) -> Rational.of(random.nextInt(5) - 2));
      boolean[] kink = new boolean[samples];
      int[] factors = new int[samples];
      int[] signs = new int[samples];
      for (int n = 0; n < samples; n++) {
        int sample = n;
        boolean zero = IntStream.range(0, dimension).allMatch(j -> inputs.get(j, sample).isZero());
        kink[n] = !zero && random.nextInt(4) > 0;
        factors[n] = random.nextInt(5) - 2;
        signs[n] = random.nextBoolean() ? 1 : -1;
      }
      Rational s = slopes.get(random.nextInt(slopes.size()));
      DirectionalForm form =
          DirectionalForm.of(
              inputs,
              n -> kink[n],
              n -> Rational.of(factors[n]),
              n -> signs[n] < 0 ? s : Rational.ONE,
              s);
      String place = "dimension " + dimension + ", case " + k + ": " + form;
      boolean somewhereNegative = false;
      boolean somewhereNonzero = false;
      for (List<Rational> d : directions(dimension)) {
        Rational value = slow(inputs, kink, factors, signs, s, d);
        assertThat(form.at(d)).as(place).isEqualTo(value);
        somewhereNegative |= value.signum() < 0;
        somewhereNonzero |= !value.isZero();
      }
      if (somewhereNonzero) {
        assertThat(form.isZero()).as(place).isFalse();
      }
      if (!form.isZero()) {
        assertThat(form.at(form.nonzeroDirection()).isZero()).as(place).isFalse();
      }
      DirectionalForm.Sign sign = form.sign(1000);
      if (sign instanceof DirectionalForm.Negative found) {
        assertThat(form.at(found.direction()).signum()).as(place).isNegative();
        negative++;
      } else {
        assertThat(sign).as(place).isInstanceOf(DirectionalForm.NowhereNegative.class);
        assertThat(somewhereNegative).as(place).isFalse();
      }
    }
    assertThat(negative).isBetween(50, 249);
  }

  /** All directions with entries from -4 to 4. */
  private static List<List<Rational>> directions(int dimension) {
    List<List<Rational>> all = List.of(List.of());
    for (int j = 0; j < dimension; j++) {
      all =
          all.stream()
              .flatMap(
                  d ->
                      IntStream.rangeClosed(-4, 4)
                          .mapToObj(
                              v ->
                                  java.util.stream.Stream.concat(
                                          d.stream(), java.util.stream.Stream.of(Rational.of(v)))
                                      .toList()))
              .toList();
    }
    return all;
  }

  @Test
  void convexAndConcaveKinksTogether() {
    // |x| + |y| - |x + y| ≥ 0 everywhere, but not with a weight above 1
    for (int weight : new int[] {1, 2}) {
      DirectionalForm form =
          new DirectionalForm(
              List.of(Rational.ZERO, Rational.ZERO),
              List.of(kink(1, 0, 1), kink(0, 1, 1), kink(1, 1, -weight)));
      assertThat(form.sign(100) instanceof DirectionalForm.NowhereNegative).isEqualTo(weight == 1);
    }
  }

  @Test
  void tooManyCellsAreNotDecided() {
    DirectionalForm form =
        new DirectionalForm(
            List.of(Rational.ZERO, Rational.ZERO), List.of(kink(1, 0, -1), kink(0, 1, -1)));
    assertThat(form.sign(1)).isInstanceOf(DirectionalForm.TooManyCells.class);
    assertThat(form.sign(4)).isInstanceOf(DirectionalForm.Negative.class);
  }

  private static DirectionalForm.Kink kink(long x, long y, long weight) {
    return new DirectionalForm.Kink(
        List.of(java.math.BigInteger.valueOf(x), java.math.BigInteger.valueOf(y)),
        Rational.of(weight));
  }
}
