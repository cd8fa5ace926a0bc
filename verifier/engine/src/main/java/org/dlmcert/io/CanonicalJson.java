package org.dlmcert.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Writes JSON in canonical form: UTF-8, no white space, fields in the order in which they are
 * written, rationals as strings of reduced {@code p/q} ({@code "3"}, never {@code "3/1"}). It
 * streams: what is written does not stay in memory. Closing it flushes but does not close the
 * stream beneath. A failure of the stream is an {@link UncheckedIOException}.
 *
 * <p>Commas are placed here; that begins and ends match is up to the caller, but for {@link
 * #object}, {@link #objects} and {@link #arrays}.
 */
public final class CanonicalJson implements Closeable {
  /** How many characters are gathered before they are handed on. */
  private static final int GATHERED = 1 << 13;

  private final Writer out;
  private final StringBuilder gathered = new StringBuilder();
  private boolean first = true;
  private String lineBreak = "";

  /** A writer to {@code out}. */
  public CanonicalJson(OutputStream out) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  /** A writer to {@code out}, which has all of it when this is closed. */
  public CanonicalJson(Writer out) {
    this.out = out;
  }

  public CanonicalJson beginObject() {
    return begin("{");
  }

  public CanonicalJson endObject() {
    return end("}");
  }

  public CanonicalJson beginArray() {
    return begin("[");
  }

  public CanonicalJson endArray() {
    return end("]");
  }

  /** The name of the field whose value comes next. */
  public CanonicalJson field(String name) {
    separate();
    quoted(name);
    write(":");
    first = true;
    return this;
  }

  public CanonicalJson string(String text) {
    separate();
    quoted(text);
    return this;
  }

  /** A count, index, width or bit: a JSON integer. */
  public CanonicalJson integer(long value) {
    return plain(Long.toString(value));
  }

  /** A count that may be large: a JSON integer. */
  public CanonicalJson integer(BigInteger value) {
    return plain(value.toString());
  }

  /** A flag. */
  public CanonicalJson flag(boolean value) {
    return plain(Boolean.toString(value));
  }

  /** The one {@code null} of the formats. */
  public CanonicalJson absent() {
    return plain("null");
  }

  /** An exact value: a string. */
  public CanonicalJson rational(Rational value) {
    return exact(value.toString());
  }

  /** What writes itself. */
  public CanonicalJson value(Writable value) {
    value.write(this);
    return this;
  }

  /** A value that is canonical JSON already. */
  public CanonicalJson canonical(String json) {
    return plain(json);
  }

  /** A list, of which each element is written by {@code write}. */
  public <T> CanonicalJson list(Iterable<T> elements, Consumer<? super T> write) {
    beginArray();
    elements.forEach(write);
    return endArray();
  }

  /** An object, whose fields are written by {@code fields}. */
  public CanonicalJson object(Consumer<CanonicalJson> fields) {
    beginObject();
    fields.accept(this);
    return endObject();
  }

  /** A list of objects; {@code fields} writes the fields of each element. */
  public <T> CanonicalJson objects(Iterable<T> elements, Consumer<? super T> fields) {
    return list(elements, element -> object(json -> fields.accept(element)));
  }

  /** A list of lists; {@code entries} writes the entries of each element. */
  public <T> CanonicalJson arrays(Iterable<T> elements, Consumer<? super T> entries) {
    return list(
        elements,
        element -> {
          beginArray();
          entries.accept(element);
          endArray();
        });
  }

  /** A list of exact values. */
  public CanonicalJson rationals(List<Rational> values) {
    return list(values, this::rational);
  }

  /** A list of integers of any size, as exact values: strings. */
  public CanonicalJson exact(Iterable<BigInteger> values) {
    return list(values, value -> exact(value.toString()));
  }

  /** A list of integers. */
  public CanonicalJson integers(List<Integer> values) {
    return list(values, this::integer);
  }

  /** A list of rows of integers, as exact values: strings. */
  public CanonicalJson rows(IntegerMatrix matrix) {
    beginArray();
    for (int i = 0; i < matrix.rows(); i++) {
      exact(matrix.row(i));
    }
    return endArray();
  }

  /** A list of rows of exact values. */
  public CanonicalJson rows(RationalMatrix matrix) {
    beginArray();
    for (int i = 0; i < matrix.rows(); i++) {
      row(matrix, i);
    }
    return endArray();
  }

  /** One row of exact values. */
  public CanonicalJson row(RationalMatrix matrix, int row) {
    beginArray();
    for (int j = 0; j < matrix.columns(); j++) {
      rational(matrix.get(row, j));
    }
    return endArray();
  }

  /**
   * Starts what comes next on a new line, after {@code indent} blanks: for readable variants, which
   * are not canonical.
   */
  public CanonicalJson onNewLine(int indent) {
    lineBreak = "\n" + " ".repeat(indent);
    return this;
  }

  /**
   * The next value is one that the caller writes to the stream beneath, as soon as this returns.
   */
  public void valueBeneath() {
    separate();
    close();
  }

  /** Flushes. */
  @Override
  public void close() {
    write(lineBreak);
    lineBreak = "";
    handOn();
    try {
      out.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private CanonicalJson begin(String bracket) {
    separate();
    write(bracket);
    first = true;
    return this;
  }

  private CanonicalJson end(String bracket) {
    write(lineBreak);
    lineBreak = "";
    write(bracket);
    first = false;
    return this;
  }

  private CanonicalJson plain(String token) {
    separate();
    write(token);
    return this;
  }

  private CanonicalJson exact(String digits) {
    separate();
    gathered.append('"').append(digits);
    write("\"");
    return this;
  }

  private void separate() {
    if (!first) {
      gathered.append(',');
    }
    gathered.append(lineBreak);
    lineBreak = "";
    first = false;
  }

  private void quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
                  && i + 1 < text.length()
                  && Character.isLowSurrogate(text.charAt(i + 1))
              || Character.isLowSurrogate(c)
                  && i > 0
                  && Character.isHighSurrogate(text.charAt(i - 1));
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) && !paired) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    write(quoted.append('"').toString());
  }

  private void write(String text) {
    gathered.append(text);
    if (gathered.length() >= GATHERED) {
      handOn();
    }
  }

  private void handOn() {
    try {
      out.append(gathered);
      gathered.setLength(0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
