package org.dlmcert.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The format of an input, told by its first bytes, never by its name. */
public enum Format {
  NPY("an NPY array"),
  ZIP("a zip archive (NPZ)"),
  MATRIX_MARKET("a MatrixMarket file"),
  JSON("JSON"),
  DELIMITED("a table of comma-separated values");

  /** How many bytes are looked at. */
  public static final int WINDOW = 1024;

  private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};
  private static final byte[] EMPTY_ZIP_MAGIC = {'P', 'K', 5, 6};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String words;

  Format(String words) {
    this.words = words;
  }

  /** The name of the format, for messages. */
  public String words() {
    return words;
  }

  /** The format of an input that starts with {@code head}. */
  public static Format of(byte[] head) {
    if (startsWith(head, NPY_MAGIC)) {
      return NPY;
    }
    if (startsWith(head, ZIP_MAGIC) || startsWith(head, EMPTY_ZIP_MAGIC)) {
      return ZIP;
    }
    int start = startsWith(head, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    String text = new String(head, start, head.length - start, StandardCharsets.ISO_8859_1);
    if (text.regionMatches(true, 0, "%%MatrixMarket", 0, 14)) {
      return MATRIX_MARKET;
    }
    String stripped = text.strip();
    return stripped.startsWith("{") || stripped.startsWith("[") ? JSON : DELIMITED;
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }
}
