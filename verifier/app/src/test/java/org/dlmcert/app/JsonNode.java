package org.dlmcert.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** JSON as it stands in a text: fields may repeat, and literals keep their spelling. */
public sealed interface JsonNode {

  /** A number, string, truth value or null, as it is spelled. */
  record Literal(String spelling) implements JsonNode {
    @Override
    public String write() {
      return spelling;
    }

    public boolean isString() {
      return spelling.startsWith("\"");
    }

    @Override
    public String text() {
      return isString() ? spelling.substring(1, spelling.length() - 1) : spelling;
    }
  }

  /** An array. */
  record Array(List<JsonNode> elements) implements JsonNode {
    public Array {
      elements = List.copyOf(elements);
    }

    @Override
    public String write() {
      return elements.stream().map(JsonNode::write).collect(Collectors.joining(",", "[", "]"));
    }
  }

  /** One field of an object. */
  record Field(String name, JsonNode value) {}

  /** An object. */
  record Struct(List<Field> fields) implements JsonNode {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String write() {
      return fields.stream()
          .map(f -> "\"" + f.name() + "\":" + f.value().write())
          .collect(Collectors.joining(",", "{", "}"));
    }

    public Optional<JsonNode> find(String name) {
      return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).findFirst();
    }

    public Struct with(String name, JsonNode value) {
      return new Struct(
          fields.stream().map(f -> f.name().equals(name) ? new Field(name, value) : f).toList());
    }
  }

  /** The text without white space. */
  String write();

  /** The field of an object. */
  default JsonNode get(String name) {
    return ((Struct) this).find(name).orElseThrow(() -> new IllegalArgumentException(name));
  }

  default List<JsonNode> elements() {
    throw new IllegalArgumentException("no array: " + write());
  }

  /** The content of a string, or the spelling of another literal. */
  default String text() {
    throw new IllegalArgumentException("no literal: " + write());
  }

  /** Reads JSON without escapes. */
  static JsonNode read(String json) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return node(parser);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static JsonNode node(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<JsonNode> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(node(parser));
      }
      return new Array(elements);
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      List<Field> fields = new ArrayList<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.add(new Field(name, node(parser)));
      }
      return new Struct(fields);
    }
    boolean string = parser.currentToken() == JsonToken.VALUE_STRING;
    return new Literal(string ? "\"" + parser.getText() + "\"" : parser.getText());
  }
}
