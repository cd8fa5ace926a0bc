package org.dlmcert.io.array;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Format;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;

/**
 * Reads NPY arrays: versions 1.0, 2.0 and 3.0 of the format, C and Fortran order, both byte orders.
 * Source: the format's description in {@code numpy.lib.format} (Kern and others, 2007–2019).
 *
 * <p>Why not a library: those tried read unsigned integers as signed, refuse Fortran order, hand
 * out doubles only, or trust the sizes in the header. Here bytes are read before memory is spent on
 * them, so that a header that lies cannot exhaust it.
 */
public final class NpyReader {
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int MOST_BYTES = 1 << 30;
  private static final int MOST_DIMENSIONS = 32;
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)\\s*[,}]");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s-]*)\\)\\s*[,}]");
  private static final Pattern DESCRIPTION =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]\\s*[,}]");

  private NpyReader() {}

  /**
   * The array that is all of {@code bytes}.
   *
   * @throws BadInput if it is malformed, too large, or its size is not what its header says
   */
  public static NpyArray read(InputStream bytes, Place place) {
    try {
      return readUnguarded(bytes, place);
    } catch (IOException failure) {
      throw Input.unreadable(failure, place);
    }
  }

  private static NpyArray readUnguarded(InputStream bytes, Place place) throws IOException {
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
    NpyType type = NpyType.of(description(header, place), place);
    boolean fortranOrder = match(ORDER, header, "fortran_order", place).equals("True");
    List<Integer> shape = shape(match(SHAPE, header, "shape", place), place);
    long elements = 1;
    for (int dimension : shape) {
      elements *= dimension;
      if (elements > Limits.ENTRIES) {
        throw place.bad(
            "the shape " + shape + " is beyond the limit of " + Limits.ENTRIES + " entries");
      }
    }
    long size = elements * type.size();
    if (size > MOST_BYTES) {
      throw place.bad("the shape " + shape + " is beyond the limit of " + MOST_BYTES + " bytes");
    }
    byte[] data = bytes.readNBytes((int) size);
    if (data.length < size) {
      throw place.expected(size + " bytes, for the shape " + shape, "only " + data.length);
    }
    if (bytes.read() >= 0) {
      throw place.expected(size + " bytes, for the shape " + shape, "more");
    }
    return new NpyArray(place, type, shape, fortranOrder, data);
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
