package org.dlmcert.io.instance;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.io.json.JsonInput;
import org.dlmcert.model.Features;

/** Reads where inputs come from: {@code {"model": "…", "nodes": …}}, the fields in any order. */
final class JsonFeatures {
  private JsonFeatures() {}

  /**
   * The object at which {@code json} is.
   *
   * @throws BadInput with line and path, if a field is unknown, missing, duplicate or malformed
   */
  static Features read(JsonInput json) {
    if (!json.at(JsonToken.START_OBJECT)) {
      throw json.expected("an object with the fields model, nodes", json.found());
    }
    Place place = json.fixed();
    Optional<String> model = Optional.empty();
    Optional<Integer> nodes = Optional.empty();
    while (json.next() == JsonToken.FIELD_NAME) {
      String field = json.fieldName();
      json.next();
      if (field.equals("model") && model.isEmpty()) {
        model = Optional.of(json.string("a SHA-256"));
      } else if (field.equals("nodes") && nodes.isEmpty()) {
        nodes = Optional.of(count(json));
      } else {
        throw json.expected("the fields model, nodes, each once", Place.quote(field));
      }
    }
    if (model.isEmpty() || nodes.isEmpty()) {
      throw place.expected(
          "the fields model and nodes",
          model.isEmpty() ? nodes.isEmpty() ? "none" : "nodes alone" : "model alone");
    }
    try {
      return new Features(model.get(), nodes.get());
    } catch (IllegalArgumentException unfit) {
      throw place.bad(String.valueOf(unfit.getMessage()));
    }
  }

  /** A count, which may stand in quotation marks as any number may. */
  private static int count(JsonInput json) {
    Rational value = json.number();
    boolean fits =
        value.isInteger()
            && value.signum() > 0
            && value.compareTo(Rational.of(Integer.MAX_VALUE)) <= 0;
    if (!fits) {
      throw json.expected(
          "an integer from 1 to " + Integer.MAX_VALUE, Place.quote(value.toString()));
    }
    return value.numerator().intValueExact();
  }
}
