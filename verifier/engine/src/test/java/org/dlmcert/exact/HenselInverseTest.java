package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HenselInverseTest {
  static List<Cases.Case> small() {
    return Cases.small();
  }

  @ParameterizedTest
  @MethodSource("small")
  void isALeftInverseModuloThePower(Cases.Case example) {
    IntegerMatrix a = example.matrix();
    for (int p : new int[] {2, 3, 8_388_593, 2_147_483_647}) {
      PrimeField field = PrimeField.of(p);
      Optional<ModularMatrix> first = ModularMatrix.of(field, a).leftInverse();
      for (int exponent : new int[] {1, 2, 5, 8}) {
        BigInteger modulus = BigInteger.valueOf(p).pow(exponent);
        Optional<IntegerMatrix> inverse = HenselInverse.leftInverse(a, field, exponent);
        String what = example.dump() + " modulo " + p + "^" + exponent;
        assertThat(inverse.isPresent()).as(what).isEqualTo(first.isPresent());
        if (inverse.isPresent()) {
          IntegerMatrix left = inverse.get();
          assertThat(Cases.map(left.times(a), e -> e.mod(modulus)))
              .as(what)
              .isEqualTo(IntegerMatrix.identity(a.columns()));
          assertThat(Cases.map(left, e -> e.mod(modulus))).as(what).isEqualTo(left);
          assertThat(ModularMatrix.of(field, left)).as(what).isEqualTo(first.orElseThrow());
        }
      }
    }
  }

  @Test
  void theExponentIsPositive() {
    assertThatThrownBy(
            () -> HenselInverse.leftInverse(IntegerMatrix.identity(1), PrimeField.of(3), 0))
        .hasMessage("exponent 0 is not positive");
  }
}
