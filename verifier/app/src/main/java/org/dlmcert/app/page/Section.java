package org.dlmcert.app.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.dlmcert.app.evidence.Fields;

/**
 * One part of a page: a heading, sentences, and data that the page's script draws. All numbers are
 * exact and written as they are; what is drawn from them in the browser is floating point.
 */
public sealed interface Section
    permits Section.Words,
        Section.Table,
        Section.Strip,
        Section.Pixels,
        Section.Heat,
        Section.Bars,
        Section.Curve,
        Section.Plane,
        Section.Picture {

  /** The heading. */
  String title();

  /** What is to be seen, in sentences. */
  List<String> text();

  /** The name of the script's function that draws it; empty if nothing is drawn. */
  default String drawing() {
    return "";
  }

  /** Writes the fields of the object that the function takes. */
  default void write(JsonGenerator json) throws IOException {}

  /**
   * Lines as they are printed on a terminal.
   *
   * @param lines with their blanks
   */
  record Words(String title, List<String> text, List<String> lines) implements Section {
    public Words {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A table of exact values.
   *
   * @param header one cell for each column
   */
  record Table(String title, List<String> text, List<String> header, List<List<String>> rows)
      implements Section {
    public Table {
      rows = List.copyOf(rows);
    }
  }

  /** Groups of samples, as colours of a strip of all samples. */
  record Strip(String title, List<String> text, int samples, List<List<String>> groups)
      implements Section {
    @Override
    public String drawing() {
      return "strip";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeNumberField("samples", samples);
      json.writeArrayFieldStart("groups");
      for (List<String> group : groups) {
        json.writeStartArray();
        for (String sample : group) {
          json.writeNumber(sample);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  /**
   * Inputs as the pixels of a square image.
   *
   * @param side pixels of a side
   * @param shades from 0 to 255, row by row
   * @param marked pixels with a frame
   */
  record Pixels(
      String title, List<String> text, int side, List<Integer> shades, List<Integer> marked)
      implements Section {
    @Override
    public String drawing() {
      return "pixels";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeNumberField("side", side);
      integers(json, "shades", shades);
      integers(json, "marked", marked);
    }
  }

  /**
   * A matrix as colours.
   *
   * @param rowName what a row is
   * @param columnName what a column is
   * @param values rows of exact values
   */
  record Heat(
      String title, List<String> text, String rowName, String columnName, List<List<String>> values)
      implements Section {
    @Override
    public String drawing() {
      return "heat";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeStringField("rowName", rowName);
      json.writeStringField("columnName", columnName);
      json.writeArrayFieldStart("values");
      for (List<String> row : values) {
        strings(json, row);
      }
      json.writeEndArray();
    }
  }

  /**
   * A vector as bars.
   *
   * @param entryName what an entry belongs to
   */
  record Bars(String title, List<String> text, String entryName, List<String> values)
      implements Section {
    @Override
    public String drawing() {
      return "bars";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeStringField("entryName", entryName);
      json.writeFieldName("values");
      strings(json, values);
    }
  }

  /** The loss along a direction, recomputed in the browser. */
  record Curve(String title, List<String> text, Fields instance, Fields direction)
      implements Section {
    @Override
    public String drawing() {
      return "curve";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeFieldName("instance");
      instance.write(json);
      json.writeFieldName("direction");
      direction.write(json);
    }
  }

  /**
   * The weights of one unit as a plane with its cells, points in it, and the loss between two of
   * them, recomputed in the browser.
   *
   * @param points weights of networks, each with its exact loss
   */
  record Plane(String title, List<String> text, Fields instance, List<Minimum> points)
      implements Section {
    @Override
    public String drawing() {
      return "plane";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeFieldName("instance");
      instance.write(json);
      json.writeArrayFieldStart("minima");
      for (Minimum point : points) {
        point.write(json);
      }
      json.writeEndArray();
    }
  }

  /**
   * A picture that a command has made.
   *
   * @param source a {@code data:} address
   */
  record Picture(String title, List<String> text, String source) implements Section {}

  private static void integers(JsonGenerator json, String name, List<Integer> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private static void strings(JsonGenerator json, List<String> values) throws IOException {
    json.writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
