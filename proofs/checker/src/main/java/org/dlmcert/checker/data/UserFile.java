package org.dlmcert.checker.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.dlmcert.checker.array.ArraySource;
import org.dlmcert.checker.form.Work;

/** A file that the user gives beside a certificate, and how it is to be read. */
public final class UserFile {
  private final byte[] file;
  private final TableOptions options;
  private final Optional<ArraySource> array;

  /** The bytes are not copied. */
  public UserFile(byte[] file, TableOptions options) {
    this(file, options, Optional.empty());
  }

  private UserFile(byte[] file, TableOptions options, Optional<ArraySource> array) {
    this.file = file;
    this.options = options;
    this.array = array;
  }

  /**
   * Opens a file: the elements of an array, NPY or IDX, stay in it; all else is read.
   *
   * @throws BadInstanceException if it is an array that cannot be read
   */
  public static UserFile open(Path path, TableOptions options) throws IOException {
    Optional<ArraySource> array = ArrayFile.open(path).map(file -> file);
    byte[] bytes = array.isPresent() ? new byte[0] : Files.readAllBytes(path);
    return new UserFile(bytes, options, array);
  }

  /** Returns the array, if the file holds one. */
  public Optional<ArraySource> array() {
    return array;
  }

  /**
   * Reads JSON (a file that begins with a brace or bracket), MatrixMarket or CSV, also gzipped.
   *
   * @param reading how the certificate says that a table is to be read
   * @throws BadInstanceException if the file is none of these
   */
  public UserInstance read(Optional<Reading> reading, Work work) {
    if (array.isPresent()) {
      throw new BadInstanceException(
          "JSON, CSV or MatrixMarket expected, as the certificate names no array; found one");
    }
    byte[] bytes = unzipped();
    work.add(bytes.length);
    String text = text(bytes);
    String start = text.substring(0, Math.min(text.length(), 1000)).stripLeading();
    Literals literals =
        new Literals(
            options.orElse(reading).doubles()
                ? NumberLiteral::nearestDouble
                : NumberLiteral::canonical,
            work);
    literals.charge(text);
    boolean json = start.startsWith("{") || start.startsWith("[");
    boolean market = start.toLowerCase(Locale.ROOT).startsWith("%%matrixmarket");
    if ((start.startsWith("{") || market) && !options.tableWords().isEmpty()) {
      throw new BadInstanceException(options.tableWords() + " is for a table, which this is not");
    }
    if (json) {
      return new JsonParser(text, literals).instance(options, reading);
    }
    return market
        ? MatrixMarketFile.parse(text, literals)
        : CsvTable.parse(text, options, reading, literals);
  }

  private static String text(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = "\0";
    }
    if (text.indexOf('\0') >= 0 || text.startsWith("PK\u0003\u0004")) {
      throw new BadInstanceException(
          "JSON, CSV or MatrixMarket in UTF-8 expected, found a binary file or another encoding;"
              + " dlmcert convert writes the JSON");
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private byte[] unzipped() {
    if (file.length < 2 || (file[0] & 0xff) != 0x1f || (file[1] & 0xff) != 0x8b) {
      return file;
    }
    try (GZIPInputStream unzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return unzip.readAllBytes();
    } catch (IOException e) {
      throw new BadInstanceException("the file is not valid gzip");
    } catch (OutOfMemoryError e) {
      throw new BadInstanceException("the file is too large when unzipped");
    }
  }
}
