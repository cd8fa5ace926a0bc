package org.dlmcert.io.instance;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.Table;
import org.dlmcert.io.json.JsonInput;
import org.dlmcert.io.json.JsonTable;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Features;
import org.dlmcert.model.Loss;

/** Reads the fields of an instance in JSON, in any order; each at most once. */
final class JsonInstance {
  static final String FORMAT = "dlmcert-instance/1";

  private static final List<String> FIELDS =
      List.of(
          "format",
          "name",
          "widths",
          "slope",
          "bias",
          "activation",
          "features",
          "inputs",
          "targets",
          "noise",
          "weights",
          "biases",
          "loss");
  private static final List<String> REQUIRED = List.of("format", "widths", "inputs");

  private final JsonInput json;
  private final Numbers numbers;
  private final Set<String> seen = new LinkedHashSet<>();
  private Optional<String> name = Optional.empty();
  private Optional<List<Integer>> widths = Optional.empty();
  private Optional<Rational> slope = Optional.empty();
  private Optional<Boolean> bias = Optional.empty();
  private int pieces = 1;
  private Optional<Features> features = Optional.empty();
  private Optional<Table> inputs = Optional.empty();
  private Optional<Table> targets = Optional.empty();
  private Optional<InstanceFields.Noise> noise = Optional.empty();
  private Optional<InstanceFields.Layers> weights = Optional.empty();
  private Optional<InstanceFields.Layers> biases = Optional.empty();
  private Optional<Loss> loss = Optional.empty();

  private JsonInstance(JsonInput json, Numbers numbers) {
    this.json = json;
    this.numbers = numbers;
  }

  /**
   * The fields of the instance that is all of {@code input}.
   *
   * @throws BadInput with line and path, if a field is unknown, missing, duplicate or malformed
   */
  static InstanceFields read(Input input, Numbers numbers) {
    try (JsonInput json = new JsonInput(input, numbers)) {
      json.expect(JsonToken.START_OBJECT, "an instance, a JSON object");
      InstanceFields fields = new JsonInstance(json, numbers).fields();
      json.expectEnd();
      return fields;
    }
  }

  private InstanceFields fields() {
    while (json.next() == JsonToken.FIELD_NAME) {
      String field = json.fieldName();
      if (!FIELDS.contains(field)) {
        throw json.expected("one of the fields " + String.join(", ", FIELDS), Place.quote(field));
      }
      if (!seen.add(field)) {
        throw json.expected("each field once", "\"" + field + "\" a second time");
      }
      json.next();
      value(field);
    }
    for (String field : REQUIRED) {
      if (!seen.contains(field)) {
        throw json.expected("the field \"" + field + "\"", "only " + String.join(", ", seen));
      }
    }
    if (pieces > 1 && slope.isPresent()) {
      throw json.expected("no field \"slope\" beside maxout units, which have none", "one");
    }
    if (pieces == 1 && slope.isEmpty()) {
      throw json.expected("the field \"slope\"", "only " + String.join(", ", seen));
    }
    return new InstanceFields(
        name,
        widths.orElseThrow(),
        slope.orElse(Rational.ONE),
        bias.orElse(biases.isPresent()),
        pieces,
        features,
        inputs.orElseThrow(),
        targets,
        noise,
        weights,
        biases,
        loss);
  }

  private void value(String field) {
    switch (field) {
      case "format" -> format();
      case "name" -> name = Optional.of(json.string("a text"));
      case "widths" -> widths = Optional.of(widths());
      case "slope" -> slope = Optional.of(json.number());
      case "bias" -> bias = Optional.of(json.bool());
      case "activation" -> pieces = Activation.pieces(json.string("an activation"), json);
      case "features" -> features = Optional.of(JsonFeatures.read(json));
      case "inputs" -> inputs = Optional.of(JsonTable.read(json));
      case "targets" -> targets = Optional.of(JsonTable.read(json));
      case "noise" -> noise = Optional.of(noise());
      case "weights" -> weights = Optional.of(layers("a list of weight matrices"));
      case "loss" -> loss = Optional.of(LossWord.read(json.string("a word"), numbers, json));
      case "biases" -> biases = Optional.of(layers("a list of bias vectors"));
      default -> throw new IllegalStateException(field);
    }
  }

  private void format() {
    String format = json.string("\"" + FORMAT + "\"");
    if (!format.equals(FORMAT)) {
      throw json.expected("\"" + FORMAT + "\"", Place.quote(format));
    }
  }

  private List<Integer> widths() {
    Place place = startList("a list of widths d_0, …, d_L");
    List<Integer> all = new ArrayList<>();
    while (json.next() != JsonToken.END_ARRAY) {
      all.add(json.integer(1, Limits.WIDTH));
      Widths.checkCount(all.size(), Limits.LAYERS, place);
    }
    return Widths.checked(all, place);
  }

  private InstanceFields.Noise noise() {
    if (json.at(JsonToken.VALUE_STRING)) {
      return new InstanceFields.Noise.Everywhere(InstanceFields.noiseNamed(json.text(), json));
    }
    if (json.at(JsonToken.START_OBJECT)) {
      Place place = json.fixed();
      return new InstanceFields.Noise.PerLayer(List.of(JsonLift.read(json)), place);
    }
    Place place = startList("\"generic\", \"none\" or a list with an entry per hidden layer");
    List<InstanceFields.LayerEntry> entries = new ArrayList<>();
    while (json.next() != JsonToken.END_ARRAY) {
      if (json.at(JsonToken.VALUE_STRING)) {
        entries.add(
            new InstanceFields.LayerEntry.Word(InstanceFields.noiseNamed(json.text(), json)));
      } else if (json.at(JsonToken.START_ARRAY)) {
        entries.add(new InstanceFields.LayerEntry.Factors(JsonTable.read(json)));
      } else if (json.at(JsonToken.START_OBJECT)) {
        entries.add(JsonLift.read(json));
      } else {
        throw json.expected("\"generic\", \"none\", a table or a lift", json.found());
      }
      Widths.checkCount(entries.size(), Limits.LAYERS, place);
    }
    return new InstanceFields.Noise.PerLayer(entries, place);
  }

  private InstanceFields.Layers layers(String what) {
    Place place = startList(what);
    List<Table> tables = new ArrayList<>();
    while (json.next() != JsonToken.END_ARRAY) {
      tables.add(JsonTable.read(json));
      Widths.checkCount(tables.size(), Limits.LAYERS, place);
    }
    return new InstanceFields.Layers(tables, place);
  }

  private Place startList(String what) {
    if (!json.at(JsonToken.START_ARRAY)) {
      throw json.expected(what, json.found());
    }
    return json.fixed();
  }
}
