package org.dlmcert.checker.array;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.form.Rational;

/**
 * The type of the elements of an array: integers without (u) or with sign (i), or binary floating
 * point numbers of IEEE 754 (f), of so many bytes; the low byte first (&lt;) or last (&gt;).
 *
 * @param name as in format.md 5.47
 */
record ElementType(String name, char kind, int size, boolean lowFirst) {
  static final List<String> NAMES = names();

  // A number of 64 bits has an exponent down to -1074, and the length of 18 units of work.
  private static final int FLOAT_WORK = 18;

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of("u1", "i1"));
    for (String order : List.of("<", ">")) {
      for (String type : List.of("u2", "u4", "u8", "i2", "i4", "i8", "f4", "f8")) {
        names.add(order + type);
      }
    }
    return List.copyOf(names);
  }

  static ElementType named(String name) {
    int size = name.charAt(name.length() - 1) - '0';
    return new ElementType(name, name.charAt(name.length() - 2), size, name.startsWith("<"));
  }

  /** Returns the work of reading one element. */
  int work() {
    return kind == 'f' ? FLOAT_WORK : 1;
  }

  /** Returns the exact value of the element that starts there; nothing if it is not finite. */
  Optional<Rational> value(byte[] bytes, int at) {
    long bits = 0;
    for (int k = 0; k < size; k++) {
      bits = bits << Byte.SIZE | bytes[lowFirst ? at + size - 1 - k : at + k] & 0xff;
    }
    return switch (kind) {
      case 'u' -> Optional.of(integer(new BigInteger(Long.toUnsignedString(bits))));
      case 'i' -> Optional.of(integer(BigInteger.valueOf(signed(bits))));
      default -> size == 4 ? floating(bits, 8, 23) : floating(bits, 11, 52);
    };
  }

  private long signed(long bits) {
    int unused = Long.SIZE - size * Byte.SIZE;
    return bits << unused >> unused;
  }

  private static Rational integer(BigInteger value) {
    return value.signum() == 0 ? Rational.ZERO : new Rational(value, BigInteger.ONE);
  }

  /** Sign, exponent and significand of so many bits; a subnormal number has no leading one. */
  private static Optional<Rational> floating(long bits, int exponentBits, int significandBits) {
    int exponent = (int) (bits >>> significandBits) & (1 << exponentBits) - 1;
    if (exponent == (1 << exponentBits) - 1) {
      return Optional.empty();
    }
    long significand = bits & (1L << significandBits) - 1;
    significand += exponent == 0 ? 0 : 1L << significandBits;
    int bias = (1 << exponentBits - 1) - 1;
    int power = Math.max(exponent, 1) - bias - significandBits;
    boolean negative = (bits >>> exponentBits + significandBits & 1) == 1;
    BigInteger integer = BigInteger.valueOf(negative ? -significand : significand);
    return Optional.of(
        power >= 0
            ? integer(integer.shiftLeft(power))
            : Rational.of(integer, BigInteger.ONE.shiftLeft(-power)));
  }
}
