package org.dlmcert.io.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.LiteralCache;
import org.dlmcert.io.number.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text read token by token, with expectations. It is itself the place of the token read
 * last: the line, and the path in brackets, such as {@code inputs[3][1]}. Number tokens reach
 * {@link Numbers} as they are written.
 */
public final class JsonInput implements Place, AutoCloseable {
  private static final int MOST_NESTING = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Limits.LITERAL)
                  .maxStringLength(Limits.LITERAL)
                  .maxNameLength(1_000)
                  .maxNestingDepth(MOST_NESTING)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final Place file;
  private final JsonParser parser;
  private final LiteralCache values;

  /** The JSON text of {@code input}, with no token read. */
  public JsonInput(Input input, Numbers numbers) {
    this.file = input.fixed();
    this.values = new LiteralCache(numbers);
    try {
      this.parser = FACTORY.createParser(input.text());
    } catch (IOException failure) {
      throw Input.unreadable(failure, file);
    }
  }

  @Override
  public String source() {
    return file.source();
  }

  @Override
  public String where() {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext c = parser.getParsingContext(); c != null; c = c.getParent()) {
      String name = c.getCurrentName();
      if (c.inArray() && c.hasCurrentIndex()) {
        path.insert(0, "[" + c.getCurrentIndex() + "]");
      } else if (c.inObject() && name != null) {
        path.insert(0, path.length() == 0 || path.charAt(0) == '[' ? name : name + ".");
      }
    }
    String line = "line " + parser.currentTokenLocation().getLineNr();
    return path.length() == 0 ? line : line + ", " + shortened(path.toString());
  }

  private static String shortened(String path) {
    String quoted = Place.quote(path);
    return quoted.equals('"' + path + '"') ? path : quoted;
  }

  /** Reads the next token; null at the end of the text. */
  public @Nullable JsonToken next() {
    try {
      return parser.nextToken();
    } catch (StreamConstraintsException failure) {
      throw at("line " + reached().getLineNr()).bad(beyond(failure));
    } catch (JsonEOFException failure) {
      throw at("line " + reached().getLineNr())
          .expected("a closing bracket, brace or quote", "the end of the JSON text");
    } catch (JsonParseException failure) {
      boolean slash = String.valueOf(failure.getOriginalMessage()).contains("('/' (code 47))");
      if (slash && numberEndsHere()) {
        throw expected("\"1/2\" in quotes", "a fraction without quotes");
      }
      throw at("line " + reached().getLineNr() + ", near character " + reached().getColumnNr())
          .expected("JSON", inWords(failure.getOriginalMessage()));
    } catch (IOException failure) {
      throw Input.unreadable(failure, this);
    }
  }

  /** Whether the token read last is a number, and nothing was between it and the last character. */
  private boolean numberEndsHere() {
    JsonToken before = parser.currentToken();
    int from = parser.currentTokenLocation().getColumnNr();
    return before != null
        && before.isNumeric()
        && reached().getColumnNr() - from <= text().length() + 1;
  }

  /** How far the text has been read. */
  private JsonLocation reached() {
    return parser.currentLocation();
  }

  private static String beyond(StreamConstraintsException failure) {
    String message = failure.getOriginalMessage().toLowerCase(Locale.ROOT);
    if (message.contains("nesting")) {
      return "brackets in at most " + MOST_NESTING + " others expected, found deeper ones";
    }
    return message.contains("name")
        ? "a field name of at most 1000 characters expected, found a longer one"
        : "a number of at most "
            + Limits.DIGITS
            + " digits (or a text no longer) expected, found a longer one";
  }

  /** The parser's own words, without its advice to programmers. */
  private static String inWords(String message) {
    String words = message.lines().findFirst().orElse("");
    if (words.contains("maybe a (non-standard) comment")) {
      return "'/' found; JSON has no comments, and a fraction is written in quotes: \"1/2\"";
    }
    if (words.contains("('/' (code 47))")) {
      return "'/' found; a fraction is written in quotes: \"1/2\"";
    }
    if (words.contains("('#' (code 35))")) {
      return "'#' found; JSON has no comments";
    }
    int advice = words.indexOf(": enable ");
    return (advice < 0 ? words : words.substring(0, advice))
        .replaceAll(" ?\\((from `[^`]*`|not recognized as one since [^)]*)\\)", "")
        .replace('`', '\'');
  }

  /** The token read last, in words. */
  public String found() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "the end of the file";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case END_OBJECT -> "the end of the object";
      case START_ARRAY -> "a list";
      case END_ARRAY -> "the end of the list";
      default -> token.isNumeric() ? text() : token.isBoolean() ? text() : quotedOrNull(token);
    };
  }

  private String quotedOrNull(JsonToken token) {
    return token == JsonToken.VALUE_NULL ? "null" : Place.quote(text());
  }

  /** The text of the token read last, as written; of a string, its contents. */
  public String text() {
    try {
      return parser.getText();
    } catch (StreamConstraintsException failure) {
      throw bad(beyond(failure));
    } catch (JsonParseException failure) {
      throw expected("JSON", inWords(failure.getOriginalMessage()));
    } catch (IOException failure) {
      throw Input.unreadable(failure, this);
    }
  }

  /** Reads the next token, which must be this one. */
  public void expect(JsonToken token, String words) {
    if (next() != token) {
      throw expected(words, found());
    }
  }

  /** The name of the field that starts at the token read last. */
  public String fieldName() {
    return Objects.requireNonNull(parser.getParsingContext().getCurrentName());
  }

  /** Whether the token read last can be a number: a number, or a string. */
  public boolean atNumber() {
    JsonToken token = parser.currentToken();
    return token != null && (token.isNumeric() || token == JsonToken.VALUE_STRING);
  }

  public boolean at(JsonToken token) {
    return parser.currentToken() == token;
  }

  /** The value of the token read last, a number or a string that is one. */
  public Rational number() {
    if (!atNumber()) {
      throw expected("a number", found());
    }
    return values.read(text(), this);
  }

  /** The text of the token read last, a string. */
  public String string(String words) {
    if (!at(JsonToken.VALUE_STRING)) {
      throw expected(words, found());
    }
    return text();
  }

  /** The value of the token read last, true or false. */
  public boolean bool() {
    if (at(JsonToken.VALUE_TRUE) || at(JsonToken.VALUE_FALSE)) {
      return at(JsonToken.VALUE_TRUE);
    }
    throw expected("true or false", found());
  }

  /** The value of the token read last, an integer from {@code least} to {@code most}. */
  public int integer(int least, int most) {
    if (at(JsonToken.VALUE_NUMBER_INT) && text().length() <= 12) {
      long value = Long.parseLong(text());
      if (least <= value && value <= most) {
        return (int) value;
      }
    }
    throw expected("an integer from " + least + " to " + most, found());
  }

  /** Checks that nothing follows. */
  public void expectEnd() {
    JsonToken token = next();
    if (token != null && token.isStructStart()) {
      throw bad(
          "one JSON value expected, found another behind it: JSON lines are not read; put the rows"
              + " into one list, [[…], […]]");
    }
    if (token != null) {
      throw expected("the end of the file", found());
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException failure) {
      throw Input.unreadable(failure, file);
    }
  }
}
