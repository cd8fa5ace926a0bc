package org.dlmcert.checker.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Where a text ends, lists that cannot fit, long numbers, and what a message shows of a byte. */
final class CanonicalReaderTest {
  private static final String DIGITS = "0123456789abcdef";

  private static CanonicalReader of(String text) {
    return new CanonicalReader(
        text.getBytes(StandardCharsets.ISO_8859_1), new Work(Long.MAX_VALUE - 1));
  }

  private static void refused(ThrowingCallable reading, String reason) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            Rejection.class, rejection -> assertThat(rejection.reason()).contains(reason));
  }

  @Test
  void textsThatEndTooEarlyAreRefused() {
    refused(() -> of("").rational(), "found the end of the file");
    refused(() -> of("\"").rational(), "expected a digit, found the end of the file");
    refused(() -> of("\"12").rational(), "expected \", found the end of the file");
    refused(() -> of("\"1/").rational(), "expected a digit, found the end of the file");
    refused(() -> of("\"" + DIGITS.repeat(3)).digest(), "64 lower case hexadecimal digits");
    refused(() -> of("\"" + DIGITS.repeat(4)).digest(), "expected \", found the end of the file");
    refused(() -> of("").count(), "expected an integer, found the end of the file");
    assertThat(of("12").count()).isEqualTo(12);
  }

  @Test
  void digestsHaveSoManyDigits() {
    assertThat(of("\"" + DIGITS.repeat(4) + "\"").digest()).isEqualTo(DIGITS.repeat(4));
    refused(() -> of("\"" + DIGITS.repeat(4) + "0\"").digest(), "expected \", found '0'");
    refused(() -> of("\"" + DIGITS.repeat(3) + "0123456789abcde\"").digest(), "64 lower case");
  }

  @Test
  void numbersHaveADigitAndNotTooMany() {
    refused(() -> of("\"\"").rational(), "expected a digit, found '\"'");
    refused(() -> of(",").count(), "expected an integer, found ','");
    String most = "7".repeat(200_000);
    assertThat(of('"' + most + '"').rational().numerator().toString()).isEqualTo(most);
    refused(() -> of('"' + most + "7\"").rational(), "more than 200000 digits");
    // Numbers short enough to be kept, and longer ones, are read again.
    for (String number : List.of("123456789012345678", "1234567890123456789")) {
      CanonicalReader twice = of("\"" + number + "\"\"" + number + "\"");
      assertThat(twice.rational()).hasToString(number);
      assertThat(twice.rational()).hasToString(number);
      twice.end();
    }
  }

  @Test
  void listsThatCannotFitAreRefusedAtOnce() {
    refused(() -> of("[1,2]").list(3, () -> 0), "a list of 3 does not fit here");
    CanonicalReader two = of("[1,2]");
    assertThat(two.list(2, two::count)).containsExactly(1, 2);
    CanonicalReader behind = of("          [1]");
    assertThat(behind.skip("          ")).isTrue();
    refused(() -> behind.list(2, behind::count), "a list of 2 does not fit here");
  }

  @Test
  void messagesShowWhatCanBePrinted() {
    refused(() -> of(" ").count(), "found byte 32");
    refused(() -> of("!").count(), "found '!'");
    refused(() -> of("~").count(), "found '~'");
    refused(() -> of("\u007f").count(), "found byte 127");
    refused(() -> of("\u00e9").count(), "found byte 233");
  }
}
