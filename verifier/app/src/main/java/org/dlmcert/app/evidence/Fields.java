package org.dlmcert.app.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dlmcert.app.report.Proved;

/**
 * The fields of an object in an accepted certificate, by the types that proofs/format.md gives
 * them. The checker has compared them with that page: where a field is not as it is asked for here,
 * this program is at fault, and an {@link IllegalStateException} says so.
 */
public final class Fields implements Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final byte[] EVIDENCE = "\"evidence\":".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, Json> fields;

  private Fields(Map<String, Json> fields) {
    this.fields = Collections.unmodifiableMap(fields);
  }

  /**
   * The evidence of a certificate. Instance and claim are passed over unread: they have no field of
   * that name, and in canonical JSON nothing else has these characters.
   */
  static Fields evidence(Proved proved) {
    try (InputStream certificate = proved.certificate()) {
      byte[] text = certificate.readAllBytes();
      int start = end(EVIDENCE, text);
      if (start < 0) {
        throw new IllegalStateException("an accepted certificate without evidence");
      }
      try (JsonParser parser = FACTORY.createParser(text, start, text.length - start)) {
        parser.nextToken();
        return (Fields) value(parser);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the first such name ends in a text, or -1. */
  private static int end(byte[] name, byte[] text) {
    for (int i = 1; i + name.length <= text.length + 1; i++) {
      // Its second character, which is rare among numbers, first.
      if (text[i] == name[1]
          && Arrays.equals(text, i - 1, i - 1 + name.length, name, 0, name.length)) {
        return i - 1 + name.length;
      }
    }
    return -1;
  }

  /** The whole of a certificate. */
  public static Fields certificate(Proved proved) {
    try (JsonParser parser = FACTORY.createParser(proved.certificate())) {
      parser.nextToken();
      return (Fields) value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Json value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Json> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser));
      }
      return new Array(elements);
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Json> map = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        map.put(name, value(parser));
      }
      return new Fields(map);
    }
    return new Scalar(parser.getText());
  }

  /** The names, in the order of the file. */
  public Set<String> names() {
    return fields.keySet();
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Whether the value is an object: for inputs and noise one that stands for a table. */
  public boolean isObject(String name) {
    return fields.get(name) instanceof Fields;
  }

  /** A number, string or flag, as it is written. */
  public String text(String name) {
    return text(get(name));
  }

  /** A list of numbers, strings or flags. */
  public List<String> texts(String name) {
    return texts(get(name));
  }

  /** A list of lists of numbers or strings. */
  public List<List<String>> rows(String name) {
    return rows(get(name));
  }

  /** A list of tables. */
  public List<List<List<String>>> tables(String name) {
    return list(name).stream().map(Fields::rows).toList();
  }

  /** An object. */
  public Fields object(String name) {
    return object(get(name));
  }

  /** A list of objects. */
  public List<Fields> objects(String name) {
    return list(name).stream().map(Fields::object).toList();
  }

  /** A list of values of several sorts. */
  public List<Json> list(String name) {
    return elements(get(name));
  }

  private Json get(String name) {
    Json value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("an accepted certificate without the field " + name);
    }
    return value;
  }

  private static String text(Json value) {
    return value instanceof Scalar scalar ? scalar.text() : fault(value);
  }

  private static List<String> texts(Json value) {
    return elements(value).stream().map(Fields::text).toList();
  }

  /** A value that is a list of lists of numbers or strings. */
  public static List<List<String>> rows(Json value) {
    return elements(value).stream().map(Fields::texts).toList();
  }

  private static List<Json> elements(Json value) {
    return value instanceof Array array ? array.elements() : fault(value);
  }

  private static Fields object(Json value) {
    return value instanceof Fields object ? object : fault(value);
  }

  private static <T> T fault(Json value) {
    throw new IllegalStateException("an accepted certificate has another form: " + value);
  }

  /** Writes the object as it stands in the certificate, numbers and flags as strings. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Json> field : fields.entrySet()) {
      json.writeFieldName(field.getKey());
      write(field.getValue(), json);
    }
    json.writeEndObject();
  }

  /** Writes one of its values. */
  public void write(String name, JsonGenerator json) throws IOException {
    write(get(name), json);
  }

  private static void write(Json value, JsonGenerator json) throws IOException {
    if (value instanceof Fields object) {
      object.write(json);
    } else if (value instanceof Array array) {
      json.writeStartArray();
      for (Json element : array.elements()) {
        write(element, json);
      }
      json.writeEndArray();
    } else {
      json.writeString(text(value));
    }
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
