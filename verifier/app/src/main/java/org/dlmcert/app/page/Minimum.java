package org.dlmcert.app.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * Weights of a network with one hidden layer and one output.
 *
 * @param loss exact
 * @param units a row for each hidden unit: the weights of the inputs, and with biases the unit's
 * @param outputs the output weights
 * @param bias the output's bias, 0 without biases
 */
record Minimum(Rational loss, List<List<Rational>> units, List<Rational> outputs, Rational bias) {

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("loss", loss.toString());
    json.writeArrayFieldStart("units");
    for (List<Rational> unit : units) {
      row(json, unit);
    }
    json.writeEndArray();
    json.writeFieldName("outputs");
    row(json, outputs);
    json.writeStringField("bias", bias.toString());
    json.writeEndObject();
  }

  private static void row(JsonGenerator json, List<Rational> row) throws IOException {
    json.writeStartArray();
    for (Rational value : row) {
      json.writeString(value.toString());
    }
    json.writeEndArray();
  }
}
