package org.dlmcert.io.array;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Format;
import org.dlmcert.io.Place;

/**
 * What the header of an NPY array says.
 *
 * @param description of the type, as {@code <f8}
 * @param bytes where the elements begin
 */
record NpyHeader(
    NpyType type, String description, boolean fortranOrder, List<Integer> shape, long bytes) {
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int MOST_DIMENSIONS = 32;
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)\\s*[,}]");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s-]*)\\)\\s*[,}]");
  private static final Pattern DESCRIPTION =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]\\s*[,}]");

  NpyHeader {
    shape = List.copyOf(shape);
  }

  /** The type, if the elements are integers or floats of 4 or 8 bytes, in a stated byte order. */
  Optional<String> numberType() {
    return description.matches("\\|[ui]1|[<>]([ui][248]|f[48])")
        ? Optional.of(description.replace("|", ""))
        : Optional.empty();
  }

  /**
   * Reads the header, and nothing after it.
   *
   * @throws BadInput if it is malformed
   */
  static NpyHeader read(InputStream bytes, Place place) throws IOException {
    byte[] start = exactly(bytes, 8, place);
    int version = start[6];
    if (Format.of(start) != Format.NPY) {
      throw place.expected("an NPY array", "something else");
    }
    if (version < 1 || version > 3 || start[7] != 0) {
      throw place.expected("NPY format 1.0, 2.0 or 3.0", version + "." + start[7]);
    }
    byte[] sizeBytes = exactly(bytes, version == 1 ? 2 : 4, place);
    long length = 0;
    for (int k = sizeBytes.length - 1; k >= 0; k--) {
      length = length << 8 | (sizeBytes[k] & 0xff);
    }
    if (length > LONGEST_HEADER) {
      throw place.expected("a header of at most " + LONGEST_HEADER + " bytes", "" + length);
    }
    String header = new String(exactly(bytes, (int) length, place), StandardCharsets.UTF_8).strip();
    String description = description(header, place);
    NpyType type = NpyType.of(description, place);
    boolean fortranOrder = match(ORDER, header, "fortran_order", place).equals("True");
    List<Integer> shape = shape(match(SHAPE, header, "shape", place), place);
    return new NpyHeader(
        type, description, fortranOrder, shape, start.length + sizeBytes.length + length);
  }

  private static String description(String header, Place place) {
    if (Pattern.compile("['\"]descr['\"]\\s*:\\s*\\[").matcher(header).find()) {
      throw place.expected("an array of numbers", "an array of records (structured type)");
    }
    return match(DESCRIPTION, header, "descr", place);
  }

  private static String match(Pattern pattern, String header, String field, Place place) {
    Matcher matcher = pattern.matcher(header);
    if (!header.startsWith("{") || !header.endsWith("}") || !matcher.find()) {
      throw place.expected("an NPY header with '" + field + "'", Place.quote(header));
    }
    String value = matcher.group(1);
    if (matcher.find()) {
      throw place.expected("an NPY header with '" + field + "' once", Place.quote(header));
    }
    return value;
  }

  private static List<Integer> shape(String tuple, Place place) {
    List<Integer> shape = new ArrayList<>();
    if (tuple.isBlank()) {
      return shape;
    }
    for (String part : tuple.strip().replaceFirst(",$", "").split(",", -1)) {
      String digits = part.strip().replaceFirst("L$", "");
      if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > Integer.MAX_VALUE) {
        throw place.expected("dimensions from 0 to " + Integer.MAX_VALUE, Place.quote(tuple));
      }
      shape.add(Integer.valueOf(digits));
    }
    if (shape.size() > MOST_DIMENSIONS) {
      throw place.expected("at most " + MOST_DIMENSIONS + " dimensions", "" + shape.size());
    }
    return shape;
  }

  private static byte[] exactly(InputStream bytes, int count, Place place) throws IOException {
    byte[] read = bytes.readNBytes(count);
    if (read.length < count) {
      throw place.expected("an NPY header", "the end of the array");
    }
    return read;
  }
}
