package org.dlmcert.app.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dlmcert.io.Place;
import org.dlmcert.io.Printable;
import org.dlmcert.io.Writable;
import org.jspecify.annotations.Nullable;

/** A report as one JSON object. */
public final class JsonReport {

  /** The fields that reports have whatever the command. */
  static final Set<String> COMMON_FIELDS =
      Set.of(
          "command",
          "version",
          "verdict",
          "elapsed_seconds",
          "certificate",
          "limit",
          "tried",
          "would_decide");

  private JsonReport() {}

  /**
   * Writes the report as one line of JSON.
   *
   * @throws IllegalArgumentException if a field holds a value of a type reports do not have
   */
  public static String write(Report report, Duration elapsed) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("command", report.command());
      json.writeStringField("version", Version.current());
      json.writeStringField("verdict", report.verdict().name());
      json.writeFieldName("elapsed_seconds");
      json.writeNumber(TextReport.seconds(elapsed));
      json.writeFieldName("certificate");
      writeValue(json, report.certificate().map(file -> Place.of(file).source()).orElse(null));
      for (Map.Entry<String, @Nullable Object> field : report.fields().entrySet()) {
        json.writeFieldName(field.getKey());
        writeValue(json, field.getValue());
      }
      if (report.unfinished().isPresent()) {
        Unfinished why = report.unfinished().get();
        json.writeStringField("limit", why.limit());
        json.writeFieldName("tried");
        writeValue(json, why.tried());
        json.writeStringField("would_decide", why.wouldDecide());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Whatever is not visible stands inside a string, where the escape means the same.
    return Printable.of(text.toString()) + "\n";
  }

  private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String string) {
      json.writeString(string);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Writable canonical) {
      json.writeRawValue(canonical.text());
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        writeValue(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getKey() instanceof String name)) {
          throw new IllegalArgumentException("a report's map needs strings as keys: " + map);
        }
        json.writeFieldName(name);
        writeValue(json, entry.getValue());
      }
      json.writeEndObject();
    } else {
      throw new IllegalArgumentException("no value of a report: a " + value.getClass().getName());
    }
  }
}
