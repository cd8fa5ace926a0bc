package org.dlmcert.checker.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.dlmcert.checker.form.Rational;
import org.junit.jupiter.api.Test;

/** Elements with their signs, against Java's own reading of the same bytes. */
final class ElementTypeTest {
  private static final double[] DOUBLES = {
    1.5, -1.5, -0.0, 0.1, -0.1, 1e300, -1e300, Double.MIN_VALUE, -Double.MIN_VALUE, 0x1p52, -0x1p53
  };

  @Test
  void floatingPointNumbersHaveTheirSigns() {
    for (double d : DOUBLES) {
      assertThat(value(">f8", ByteBuffer.allocate(8).putDouble(d))).isEqualByComparingTo(of(d));
      float f = (float) d;
      if (Float.isFinite(f)) {
        assertThat(value(">f4", ByteBuffer.allocate(4).putFloat(f))).isEqualByComparingTo(of(f));
      }
    }
  }

  private static BigDecimal of(double number) {
    return new BigDecimal(number);
  }

  private static BigDecimal value(String type, ByteBuffer bytes) {
    Rational value = ElementType.named(type).value(bytes.array(), 0).orElseThrow();
    return new BigDecimal(value.numerator()).divide(new BigDecimal(value.denominator()));
  }

  /** The 256 values of one byte, and none of more. */
  @Test
  void valuesOfOneByteAreListed() {
    assertThat(ElementType.named("u1").ofOneByte()).hasSize(256);
    assertThat(ElementType.named("i1").ofOneByte().get(255)).hasToString("-1");
    assertThat(ElementType.named("<u2").ofOneByte()).isEmpty();
  }
}
