package org.dlmcert.checker.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dlmcert.checker.form.Work;

/**
 * The canonical spellings of a file's numbers, in quotation marks. A number of few characters may
 * have many digits: work and memory are counted before they are written out (format.md section 6).
 */
final class Literals {
  private static final int KNOWN = 100_000;
  private static final int LONG = 64;
  private static final int HEXADECIMAL = 16;
  private static final int DIGITS_OF_A_UNIT = 18;
  private static final int BYTES_OF_A_WORD = 8;

  private final Function<String, Optional<String>> spellings;
  private final Work work;
  private final Map<String, String> known = new HashMap<>();

  /**
   * Takes the spellings.
   *
   * @param spellings of what is no number beyond the limits: {@link NumberLiteral#canonical} or
   *     {@link NumberLiteral#nearestDouble}
   */
  Literals(Function<String, Optional<String>> spellings, Work work) {
    this.spellings = spellings;
    this.work = work;
  }

  Work work() {
    return work;
  }

  /** Counts the work of all long numbers of a text before any of them is read. */
  void charge(String text) {
    int digits = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && Character.digit(text.charAt(i), HEXADECIMAL) >= 0) {
        digits++;
      } else {
        if (digits > LONG) {
          work.add(4, digits / DIGITS_OF_A_UNIT, digits / DIGITS_OF_A_UNIT);
        }
        digits = 0;
      }
    }
  }

  /** Returns the spelling; empty if this is no number or beyond the limits. */
  Optional<String> canonical(String literal) {
    long size = NumberLiteral.size(literal);
    if (size > LONG) {
      work.reserve(size / BYTES_OF_A_WORD);
    }
    String spelling = known.get(literal);
    if (spelling == null) {
      // Conversions and divisions of this length.
      work.add(4, 1 + size / DIGITS_OF_A_UNIT, 1 + size / DIGITS_OF_A_UNIT);
      Optional<String> number = spellings.apply(literal);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      spelling = "\"" + number.get() + "\"";
      if (known.size() < KNOWN) {
        known.put(literal, spelling);
      }
    }
    return Optional.of(spelling);
  }
}
