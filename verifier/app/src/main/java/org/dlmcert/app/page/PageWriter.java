package org.dlmcert.app.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes pages by their templates ({@code src/main/jte}), which escape all text by its place in
 * HTML. Two things go in as they are: the style and the script of the program, and the data for the
 * drawings, in which no character can end a script.
 */
public final class PageWriter {
  private static final String TEMPLATES = "org.dlmcert.app.page.template";

  private PageWriter() {}

  /** The page in UTF-8, the same bytes for the same page. */
  static byte[] write(Page page) throws IOException {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, PageWriter.class.getClassLoader(), TEMPLATES);
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(
        "page.jte",
        Map.of("page", page, "style", resource("page.css"), "script", resource("page.js")),
        output);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    output.writeTo(bytes);
    return bytes.toByteArray();
  }

  /** The data of a section as JSON that is safe inside of a script element. */
  public static String data(Section section) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("drawing", section.drawing());
      json.writeStringField("title", section.title());
      section.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString()
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PageWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
