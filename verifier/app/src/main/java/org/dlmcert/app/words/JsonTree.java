package org.dlmcert.app.words;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text as maps, lists and strings; all scalars are strings, as they are written. */
public final class JsonTree {
  private static final int LONGEST = Integer.MAX_VALUE;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST)
                  .maxNumberLength(LONGEST)
                  .build())
          .build();

  private JsonTree() {}

  /**
   * The fields of an object, with those left out whose names are in {@code skipped}.
   *
   * @throws IOException if the bytes are not a JSON object
   */
  public static Map<String, Object> fields(byte[] bytes, List<String> skipped) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a JSON object expected");
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        if (skipped.contains(name)) {
          parser.skipChildren();
        } else {
          fields.put(name, value(parser));
        }
      }
      return fields;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (next(parser) != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        next(parser);
        map.put(name, value(parser));
      }
      return map;
    }
    return parser.getText();
  }

  private static JsonToken next(JsonParser parser) throws IOException {
    @Nullable JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IOException("the JSON text ends too early");
    }
    return token;
  }
}
