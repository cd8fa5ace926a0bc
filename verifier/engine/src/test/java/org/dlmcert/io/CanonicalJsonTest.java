package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.junit.jupiter.api.Test;

/** Canonical JSON beside the same text put together from its parts. */
class CanonicalJsonTest {

  /** Texts longer than what is gathered, with characters of one to four bytes. */
  @Test
  void longTextsAreWhole() {
    long seed = 20;
    Random random = new Random(seed);
    for (int run = 0; run < 30; run++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      StringWriter characters = new StringWriter();
      List<String> parts = new ArrayList<>();
      try (CanonicalJson one = new CanonicalJson(bytes);
          CanonicalJson two = new CanonicalJson(characters)) {
        for (CanonicalJson json : List.of(one, two)) {
          json.beginArray();
        }
        for (int k = random.nextInt(3000); k >= 0; k--) {
          if (random.nextBoolean()) {
            Rational value = rational(random);
            parts.add('"' + value.numerator().toString() + over(value) + '"');
            one.rational(value);
            two.rational(value);
          } else {
            String text = "aé∀😀".repeat(random.nextInt(9));
            parts.add('"' + text + '"');
            one.string(text);
            two.string(text);
          }
        }
        one.endArray();
        two.endArray();
      }
      String expected = "[" + String.join(",", parts) + "]";
      assertThat(bytes.toString(StandardCharsets.UTF_8)).as("seed %d", seed).isEqualTo(expected);
      assertThat(characters.toString()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static Rational rational(Random random) {
    BigInteger denominator = new BigInteger(random.nextInt(70), random).add(BigInteger.ONE);
    BigInteger numerator = new BigInteger(random.nextInt(70), random);
    return Rational.of(random.nextBoolean() ? numerator : numerator.negate(), denominator);
  }

  private static String over(Rational value) {
    return value.isInteger() ? "" : "/" + value.denominator().toString();
  }

  @Test
  void aFailureOfTheStreamIsToldWhileWritingOrAtTheEnd() {
    assertThatThrownBy(() -> write(1)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> write(100_000)).isInstanceOf(UncheckedIOException.class);
  }

  private static void write(int count) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    try (CanonicalJson json = new CanonicalJson(full)) {
      json.beginArray();
      for (int k = 0; k < count; k++) {
        json.integer(k);
      }
      json.endArray();
    }
  }
}
