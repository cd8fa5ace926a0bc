package org.dlmcert.io.array;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Doubles;
import org.dlmcert.io.number.Numbers;

/** The type of the elements of an NPY array, and what their bytes mean. */
sealed interface NpyType {
  /** Bytes per element. */
  int size();

  /** The byte order of an element. */
  ByteOrder order();

  /**
   * The exact value of an element.
   *
   * @param bytes the element's bytes, in the order of the type
   * @throws BadInput at {@code place}, if it is no finite number
   */
  Rational value(ByteBuffer bytes, Numbers numbers, Place place);

  /** Whether the elements are texts. */
  default boolean isText() {
    return false;
  }

  /** The name in messages, such as {@code 8-byte floats}. */
  String words();

  Pattern DESCRIPTION = Pattern.compile("([<>=|])([a-zA-Z])([0-9]{0,9})");

  /**
   * The type that a description such as {@code <f8} stands for.
   *
   * @throws BadInput if it is not one of bool, integers, floats of 2, 4 or 8 bytes, and texts
   */
  static NpyType of(String description, Place place) {
    Matcher parts = DESCRIPTION.matcher(description);
    if (parts.matches()) {
      // "=" means the order of the machine that wrote the file; in practice little-endian.
      ByteOrder order = parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      int size = parts.group(3).isEmpty() ? 0 : Integer.parseInt(parts.group(3));
      boolean power = size == 1 || size == 2 || size == 4 || size == 8;
      switch (parts.group(2)) {
        case "b":
          if (size == 1) {
            return new Bool();
          }
          break;
        case "i":
          if (power) {
            return new Int(size, order, true);
          }
          break;
        case "u":
          if (power) {
            return new Int(size, order, false);
          }
          break;
        case "f":
          if (power && size > 1) {
            return new Float(size, order);
          }
          break;
        case "U":
          if (size <= Limits.LITERAL) {
            return new Text(4 * size, order, 4);
          }
          break;
        case "S":
          if (size <= Limits.LITERAL) {
            return new Text(size, order, 1);
          }
          break;
        default:
          break;
      }
    }
    throw place.expected(
        "elements that are bool, integers, floats of 2, 4 or 8 bytes, or texts",
        description.contains("O")
            ? "Python objects (" + Place.quote(description) + "), which are never unpickled"
            : Place.quote(description));
  }

  /** Truth values, read as 0 and 1. */
  record Bool() implements NpyType {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public ByteOrder order() {
      return ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public Rational value(ByteBuffer bytes, Numbers numbers, Place place) {
      byte value = bytes.get();
      if (value != 0 && value != 1) {
        throw place.expected("a truth value, 0 or 1", "" + value);
      }
      return Rational.of(value);
    }

    @Override
    public String words() {
      return "truth values";
    }
  }

  /** Integers in two's complement, or unsigned. */
  record Int(int size, ByteOrder order, boolean signed) implements NpyType {
    @Override
    public Rational value(ByteBuffer bytes, Numbers numbers, Place place) {
      long value =
          switch (size) {
            case 1 -> bytes.get();
            case 2 -> bytes.getShort();
            case 4 -> bytes.getInt();
            default -> bytes.getLong();
          };
      if (signed || value >= 0) {
        return Rational.of(value);
      }
      return Rational.of(BigInteger.valueOf(value).add(BigInteger.ONE.shiftLeft(8 * size)));
    }

    @Override
    public String words() {
      return size + "-byte " + (signed ? "integers" : "unsigned integers");
    }
  }

  /** IEEE 754 binary16, binary32 or binary64: the exact dyadic value. */
  record Float(int size, ByteOrder order) implements NpyType {
    @Override
    public Rational value(ByteBuffer bytes, Numbers numbers, Place place) {
      long bits =
          switch (size) {
            case 2 -> bytes.getShort();
            case 4 -> bytes.getInt();
            default -> bytes.getLong();
          };
      int exponentBits = size == 2 ? 5 : size == 4 ? 8 : 11;
      int fractionBits = 8 * size - 1 - exponentBits;
      if (!Doubles.isFinite(bits, exponentBits, fractionBits)) {
        boolean infinite = (bits & (1L << fractionBits) - 1) == 0;
        throw place.expected("a finite number", infinite ? "an infinity" : "NaN");
      }
      return Doubles.exact(bits, exponentBits, fractionBits);
    }

    @Override
    public String words() {
      return size + "-byte floats";
    }
  }

  /** Texts padded with NUL, read as number literals. */
  record Text(int size, ByteOrder order, int unit) implements NpyType {
    @Override
    public Rational value(ByteBuffer bytes, Numbers numbers, Place place) {
      return numbers.read(text(bytes), place);
    }

    @Override
    public boolean isText() {
      return true;
    }

    /** The text of an element, without its padding. */
    String text(ByteBuffer bytes) {
      StringBuilder text = new StringBuilder();
      if (unit == 1) {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        text.append(new String(all, StandardCharsets.UTF_8));
      } else {
        while (bytes.hasRemaining()) {
          int c = bytes.getInt();
          text.appendCodePoint(Character.isValidCodePoint(c) ? c : 0xFFFD);
        }
      }
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == 0) {
        end--;
      }
      return text.substring(0, end);
    }

    @Override
    public String words() {
      return "texts";
    }
  }
}
