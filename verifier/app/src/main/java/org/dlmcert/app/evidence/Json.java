package org.dlmcert.app.evidence;

import java.util.List;
import java.util.stream.Collectors;

/** A value in a certificate. */
public sealed interface Json permits Json.Scalar, Json.Array, Fields {

  /** A number, string or flag, as it is written, without quotes. */
  record Scalar(String text) implements Json {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A list. */
  record Array(List<Json> elements) implements Json {
    public Array {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return elements.stream().map(Json::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }
}
