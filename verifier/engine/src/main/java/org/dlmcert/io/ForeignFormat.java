package org.dlmcert.io;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Formats that are not read here, told by their first bytes, with what to do about it. The names of
 * an archive's entries tell more ({@link #ofEntries}).
 */
public enum ForeignFormat {
  UTF_32("UTF-32 text", "save it as UTF-8"),
  UTF_16("UTF-16 text", "save it as UTF-8"),
  ONNX("an ONNX model", Advice.CONVERT),
  SAFETENSORS("a safetensors file", Advice.CONVERT),
  TORCH("a file of torch.save", Advice.SAVE_NPZ),
  PICKLE("a Python pickle, which could run any program", Advice.SAVE_NPZ),
  HDF5("an HDF5 file (Keras .h5, MATLAB 7.3)", Advice.SAVE_NPZ),
  MATLAB("a MATLAB file", Advice.SAVE_NPZ),
  PARQUET("a Parquet table", Advice.SAVE_CSV),
  ARROW("an Arrow or Feather table", Advice.SAVE_CSV),
  SQLITE("an SQLite database", Advice.SAVE_CSV),
  XLS("an Excel workbook (.xls)", Advice.SAVE_CSV),
  XLSX("an Excel workbook (.xlsx)", Advice.SAVE_CSV),
  ODS("an OpenDocument file", Advice.SAVE_CSV),
  KERAS("a Keras model (.keras)", Advice.SAVE_NPZ),
  BZIP2("a bzip2 file", Advice.UNPACK),
  XZ("an xz file", Advice.UNPACK),
  ZSTANDARD("a Zstandard file", Advice.UNPACK),
  SEVEN_ZIP("a 7-Zip archive", Advice.UNPACK),
  TAR("a tar archive", Advice.UNPACK),
  PNG("a PNG image", Advice.SAVE_NPZ),
  JPEG("a JPEG image", Advice.SAVE_NPZ),
  PDF("a PDF document", Advice.SAVE_CSV),
  HTML("a web page (HTML)", "download the file itself"),
  GIT_LFS("a pointer of Git LFS", "fetch the file itself with git lfs pull"),
  COMMENTED_JSON("JSON after a comment", "JSON has no comments: remove it");

  private static final class Advice {
    static final String SAVE_NPZ = "save its arrays with numpy.savez (see docs/guide/input.md)";
    static final String CONVERT = "make an instance of it first with dlmcert convert";
    static final String SAVE_CSV = "save it as CSV";
    static final String UNPACK = "unpack it, or use gzip";
  }

  private static final Pattern COMMENT =
      Pattern.compile("\\A(?:\\s++|//[^\\n]*+\\n|#[^\\n]*+\\n|/\\*(?:[^*]|\\*(?!/))*+\\*/)++");
  private static final int TAR_MAGIC = 257;

  private final String words;
  private final String advice;

  ForeignFormat(String words, String advice) {
    this.words = words;
    this.advice = advice;
  }

  /** The report that this was found where {@code expected} was expected. */
  public BadInput instead(String expected, Place place) {
    return place.expected(expected, words + ": " + advice);
  }

  /** The format of an input that starts with {@code head}, if it is one of these. */
  public static Optional<ForeignFormat> of(byte[] head) {
    return wide(head).or(() -> binary(head)).or(() -> text(head));
  }

  private static Optional<ForeignFormat> wide(byte[] head) {
    if (starts(head, 0xFF, 0xFE, 0, 0) || starts(head, 0, 0, 0xFE, 0xFF)) {
      return Optional.of(UTF_32);
    }
    if (starts(head, 0xFF, 0xFE) || starts(head, 0xFE, 0xFF)) {
      return Optional.of(UTF_16);
    }
    // Without a byte order mark: the first character is one of ASCII, the other bytes are zero.
    if (head.length >= 8
            && printable(head[3])
            && printable(head[7])
            && ModelHead.zero(head, 0, 1, 2, 4, 5, 6)
        || head.length >= 8
            && printable(head[0])
            && printable(head[4])
            && ModelHead.zero(head, 1, 2, 3, 5, 6, 7)) {
      return Optional.of(UTF_32);
    }
    if (head.length >= 4 && printable(head[1]) && printable(head[3]) && ModelHead.zero(head, 0, 2)
        || head.length >= 4
            && printable(head[0])
            && printable(head[2])
            && ModelHead.zero(head, 1, 3)) {
      return Optional.of(UTF_16);
    }
    return Optional.empty();
  }

  private static Optional<ForeignFormat> binary(byte[] head) {
    ForeignFormat found = null;
    if (starts(head, 0x80) && head.length > 1 && head[1] >= 2 && head[1] <= 5) {
      found = starts(head, 0x80, 2, 0x8a, 10, 0x6c, 0xfc) ? TORCH : PICKLE;
    } else if (starts(head, 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n')) {
      found = HDF5;
    } else if (starts(head, 'P', 'A', 'R', '1')) {
      found = PARQUET;
    } else if (starts(head, 'A', 'R', 'R', 'O', 'W', '1') || starts(head, 'F', 'E', 'A', '1')) {
      found = ARROW;
    } else if (starts(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      found = XLS;
    } else if (starts(head, 'B', 'Z', 'h') && head.length > 3 && head[3] >= '1' && head[3] <= '9') {
      found = BZIP2;
    } else if (starts(head, 0xFD, '7', 'z', 'X', 'Z', 0)) {
      found = XZ;
    } else if (starts(head, 0x28, 0xB5, 0x2F, 0xFD)) {
      found = ZSTANDARD;
    } else if (starts(head, '7', 'z', 0xBC, 0xAF)) {
      found = SEVEN_ZIP;
    } else if (starts(head, 0x89, 'P', 'N', 'G')) {
      found = PNG;
    } else if (starts(head, 0xFF, 0xD8, 0xFF)) {
      found = JPEG;
    } else if (ModelHead.isSafetensors(head)) {
      found = SAFETENSORS;
    } else if (ModelHead.isOnnx(head)) {
      found = ONNX;
    } else if (head.length > TAR_MAGIC + 5
        && new String(head, TAR_MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
      found = TAR;
    }
    return Optional.ofNullable(found);
  }

  private static Optional<ForeignFormat> text(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String start = text.stripLeading();
    ForeignFormat found = null;
    if (start.startsWith("MATLAB 5.0 MAT-file")) {
      found = MATLAB;
    } else if (start.startsWith("SQLite format 3")) {
      found = SQLITE;
    } else if (start.startsWith("%PDF-")) {
      found = PDF;
    } else if (start.regionMatches(true, 0, "<!doctype", 0, 9)
        || start.regionMatches(true, 0, "<html", 0, 5)) {
      found = HTML;
    } else if (start.startsWith("version https://git-lfs")) {
      found = GIT_LFS;
    } else if (start.startsWith("(dp0") || start.startsWith("(lp0") || start.startsWith("cnumpy")) {
      found = PICKLE;
    } else if (isCommentedJson(text)) {
      found = COMMENTED_JSON;
    }
    return Optional.ofNullable(found);
  }

  private static boolean isCommentedJson(String text) {
    String start = text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
    String rest = COMMENT.matcher(start).replaceFirst("");
    return rest.length() < start.stripLeading().length()
        && (rest.startsWith("{") || rest.startsWith("["));
  }

  /** The format of a zip archive with entries of these names, if it is one of these. */
  public static Optional<ForeignFormat> ofEntries(Iterable<String> names) {
    for (String name : names) {
      if (name.endsWith("/data.pkl") || name.equals("data.pkl")) {
        return Optional.of(TORCH);
      }
      if (name.startsWith("xl/")) {
        return Optional.of(XLSX);
      }
      if (name.equals("model.weights.h5")) {
        return Optional.of(KERAS);
      }
      if (name.equals("mimetype") || name.equals("META-INF/manifest.xml")) {
        return Optional.of(ODS);
      }
    }
    return Optional.empty();
  }

  private static boolean starts(byte[] head, int... magic) {
    for (int k = 0; k < magic.length; k++) {
      if (k >= head.length || head[k] != (byte) magic[k]) {
        return false;
      }
    }
    return true;
  }

  private static boolean printable(byte b) {
    return b >= ' ' && b < 0x7f || b == '\n' || b == '\r' || b == '\t';
  }
}
