package org.dlmcert.census;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;

/**
 * The entry of a choice in the evidence, as it stands in the certificate: workers write it,
 * checkpoints keep it, the certificate has it, and what is shown of it is read here. It is without
 * blanks and bars.
 */
public final class EvidenceEntry {
  private static final JsonFactory FACTORY = new JsonFactory();

  private EvidenceEntry() {}

  /** What reads a value, its first token read. */
  @FunctionalInterface
  interface Reading<T> {
    T of(JsonParser value) throws IOException;
  }

  /**
   * A list of exact values in an entry.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static List<Rational> rationals(String entry, String field) {
    return read(entry, field, EvidenceEntry::rationals)
        .orElseThrow(() -> new IllegalArgumentException(field + " expected: " + entry));
  }

  /** The value of a field, if there is one. */
  static <T> Optional<T> read(String entry, String field, Reading<T> reading) {
    try (JsonParser json = FACTORY.createParser(entry)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = json.currentName().equals(field);
        json.nextToken();
        if (found) {
          return Optional.of(reading.of(json));
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (IOException failure) {
      throw new IllegalArgumentException("an entry of an evidence expected: " + entry, failure);
    }
  }

  static List<Rational> rationals(JsonParser json) throws IOException {
    List<Rational> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(rational(json.getText()));
    }
    return values;
  }

  /** Reads one number as it is written in certificates. */
  public static Rational rational(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Rational.of(new BigInteger(text))
        : Rational.of(
            new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
  }
}
