package org.dlmcert.io.instance;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.Table;
import org.dlmcert.io.json.JsonInput;
import org.dlmcert.io.json.JsonTable;
import org.dlmcert.io.number.Numbers;

/** Reads noise that is a formula: {@code {"lift":{"near","prime","bits","groups"}}}. */
final class JsonLift {
  private static final int MOST_BITS = 100_000;
  private static final List<String> FIELDS = List.of("near", "prime", "bits", "groups");

  private final JsonInput json;
  private final Set<String> seen = new LinkedHashSet<>();
  private Optional<Table> near = Optional.empty();
  private int prime;
  private int bits;
  private List<List<Integer>> groups = List.of();

  private JsonLift(JsonInput json) {
    this.json = json;
  }

  /**
   * The formula whose first token, a brace, was read last.
   *
   * @throws BadInput if a field is unknown, missing or malformed
   */
  static InstanceFields.LayerEntry.Formula read(JsonInput json) {
    Place place = json.fixed();
    json.next();
    if (!json.at(JsonToken.FIELD_NAME) || !json.fieldName().equals("lift")) {
      throw json.expected("the field \"lift\"", json.found());
    }
    json.expect(JsonToken.START_OBJECT, "an object with the fields " + String.join(", ", FIELDS));
    JsonLift lift = new JsonLift(json);
    lift.fields();
    json.expect(JsonToken.END_OBJECT, "no other field beside \"lift\"");
    return new InstanceFields.LayerEntry.Formula(
        lift.near, lift.prime, lift.bits, lift.groups, place);
  }

  /**
   * The formula in a text that stands elsewhere, as in an array.
   *
   * @throws BadInput if it is none
   */
  static InstanceFields.LayerEntry.Formula read(String text, Numbers numbers, Place place) {
    Input input = Input.of(text.getBytes(StandardCharsets.UTF_8), place);
    try (JsonInput json = new JsonInput(input, numbers)) {
      json.expect(JsonToken.START_OBJECT, "an object with the field \"lift\"");
      InstanceFields.LayerEntry.Formula formula = read(json);
      json.expectEnd();
      return formula;
    }
  }

  private void fields() {
    while (json.next() == JsonToken.FIELD_NAME) {
      String field = json.fieldName();
      if (!FIELDS.contains(field) || !seen.add(field)) {
        throw json.expected(
            "each of the fields " + String.join(", ", FIELDS) + " once", Place.quote(field));
      }
      json.next();
      switch (field) {
        case "near" -> near();
        case "prime" -> prime();
        case "bits" -> bits = json.integer(0, MOST_BITS);
        default -> groups = groups();
      }
    }
    if (seen.size() < FIELDS.size()) {
      throw json.expected(
          "the fields " + String.join(", ", FIELDS), "only " + String.join(", ", seen));
    }
  }

  private void near() {
    if (json.at(JsonToken.START_ARRAY)) {
      near = Optional.of(JsonTable.read(json));
      return;
    }
    String word = json.string("\"none\" or a table");
    if (!word.equals("none")) {
      throw json.expected("\"none\" or a table", Place.quote(word));
    }
  }

  private void prime() {
    prime = json.integer(3, Integer.MAX_VALUE);
    if (!PrimeField.isPrime(prime)) {
      throw json.expected("an odd prime", "" + prime);
    }
  }

  private List<List<Integer>> groups() {
    List<List<Integer>> all = new ArrayList<>();
    list("a list with the samples of every group");
    while (json.next() != JsonToken.END_ARRAY) {
      list("a list of samples");
      List<Integer> group = new ArrayList<>();
      while (json.next() != JsonToken.END_ARRAY) {
        group.add(json.integer(0, Limits.WIDTH));
      }
      all.add(group);
    }
    return all;
  }

  private void list(String words) {
    if (!json.at(JsonToken.START_ARRAY)) {
      throw json.expected(words, json.found());
    }
  }
}
