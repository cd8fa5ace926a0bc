package org.dlmcert.checker.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Data that the user gives beside a certificate. */
public sealed interface UserInstance permits CsvTable, JsonInstance {

  /**
   * Reads JSON (a file that begins with a brace or bracket) or CSV, either perhaps gzipped.
   *
   * @param targetColumn of a CSV: {@code last}, {@code none}, a number from 0, or empty for the
   *     default
   * @throws BadInstanceException if the file is neither
   */
  static UserInstance read(byte[] file, String targetColumn) throws BadInstanceException {
    byte[] bytes = file;
    if (file.length > 1 && (file[0] & 0xff) == 0x1f && (file[1] & 0xff) == 0x8b) {
      try (GZIPInputStream unzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
        bytes = unzip.readAllBytes();
      } catch (IOException e) {
        throw new BadInstanceException("the file is not valid gzip");
      } catch (OutOfMemoryError e) {
        throw new BadInstanceException("the file is too large when unzipped");
      }
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    String start = text.substring(0, Math.min(text.length(), 1000)).stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      if (!targetColumn.isEmpty()) {
        throw new BadInstanceException("--target-column is for CSV, the file is JSON");
      }
      return new JsonParser(text).instance();
    }
    return CsvTable.parse(text, targetColumn);
  }

  /**
   * Returns the canonical forms that the data can have under these settings.
   *
   * @throws BadInstanceException if the settings need more than the data has
   */
  List<byte[]> canonical(Settings settings) throws BadInstanceException;

  /**
   * Returns whether the canonical instance has these data.
   *
   * @throws BadInstanceException if they cannot be compared
   */
  boolean agreesWith(byte[] canonical, Settings settings) throws BadInstanceException;
}
