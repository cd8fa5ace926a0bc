package org.dlmcert.app.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as people bring them, and as an attacker would, made from scratch. */
final class BroughtData {
  private static final String INSTANCE =
      "{\"format\":\"dlmcert-instance/1\",\"widths\":[1,1,1],\"slope\":\"1/2\","
          + "\"inputs\":[[1],[2]],\"targets\":[1,2],\"weights\":[[[1]],[[1]]]}";

  private BroughtData() {}

  /**
   * A file, a command on it, and what is answered.
   *
   * @param command FILE is the file
   * @param words in what is printed
   */
  record Brought(String file, byte[] bytes, String command, int exitCode, String words) {}

  private static final String WIDTH = "width --data FILE";
  private static final String TABLE = WIDTH + " --target-column last";

  /** The files. */
  static Map<String, Brought> all() throws IOException {
    Map<String, Brought> all = new LinkedHashMap<>();
    text(all, "empty.csv", "", TABLE, 2, "found an empty file");
    text(all, "only-header.csv", "a,b\n", TABLE, 2, "only a header line");
    text(all, "only-comments.csv", "# a\n# b\n", TABLE, 2, "rows of numbers expected");
    text(all, "one-column.csv", "1\n2\n", TABLE, 2, "columns of inputs");
    text(all, "ragged.csv", "1,2,3\n4,5\n", TABLE, 2, "line 2, column 2");
    text(all, "trailing.csv", "1,2,\n3,4,\n", TABLE, 2, "line 1, column 2");
    text(all, "blank-between.csv", "1,2\n\n3,4\n", TABLE, 2, "line 2: a row expected");
    text(all, "spaces.csv", "a,my y\n1,2\n3,5\n", WIDTH + " --target-column my~y", 0, "2 samples");
    text(all, "twice.csv", "y,y\n1,2\n", WIDTH + " --target-column y", 2, "columns 0 and 1");
    text(all, "minus.csv", "1,2\n3,4\n", WIDTH + " --target-column -3", 2, "from -2 to -1");
    text(all, "semicolon.csv", "1,5;2\n3;4\n", TABLE, 2, "--decimal comma expected");
    text(all, "decimal.csv", "1,5;2\n3;4\n", TABLE + " --decimal comma", 0, "2 samples");
    text(all, "mac.csv", "1,2\r3,4\r", TABLE, 0, "2 samples");
    text(all, "mark.csv", "\ufeffa,b\r\n1,2\r\n", TABLE, 0, "1 sample");
    text(all, "quote.csv", "1,\"2\n3,4\n", TABLE, 2, "a closing quote expected");
    text(all, "thousands.csv", "1'000,2\n3,4\n", TABLE, 2, "--header");
    text(all, "nan.csv", "1,2\nNaN,4\n", TABLE, 2, "a finite number expected");
    text(all, "percent.csv", "1,2\n3%,4\n", TABLE, 2, "line 2, column 0");
    bytes(all, "utf16.csv", "1,2\n3,4\n".getBytes(StandardCharsets.UTF_16), TABLE, 2, "UTF-16");
    bytes(
        all,
        "latin1.csv",
        "gr\u00f6\u00dfe,y\n1,2\n".getBytes(StandardCharsets.ISO_8859_1),
        TABLE,
        2,
        "UTF-8 text expected");
    String four = "1,2,3,4\n5,6,7,9\n";
    text(all, "several.csv", four, WIDTH + " --target-column 0,-1", 0, "2 samples of rank 2");
    text(all, "dropped.csv", four, TABLE + " --drop-columns 0,1 --json", 0, "\"rank\":1");
    text(
        all,
        "dropped-target.csv",
        four,
        TABLE + " --drop-columns -1",
        2,
        "either dropped or a target");
    text(all, "tab.csv", "1\t2\n3\t4\n", TABLE + " --delimiter tab", 0, "2 samples");
    text(all, "not-tab.csv", "1,2\n3,4\n", TABLE + " --delimiter tab", 2, "columns of inputs");
    text(all, "blanks.csv", " 1   2 \n3 4\n", TABLE + " --delimiter blanks", 0, "2 samples");
    text(all, "no-header.csv", "0,1\n1,4\n", TABLE + " --header no", 1, "sample 0 is zero");
    text(all, "header.csv", "0,1\n1,4\n", TABLE + " --header yes", 0, "1 sample");
    text(all, "words.csv", "a,b\n1,red\n2,blue\n", TABLE, 0, "targets were left out");
    text(
        all,
        "words-read.csv",
        "a,b\n1,red\n2,blue\n",
        "inspect --data FILE --target-column 1 --hidden 1 --slope 1/2",
        2,
        "a number expected, found \"red\"");
    text(all, "slope.json", INSTANCE, "inspect FILE --slope 1/3 --json", 0, "1/3");
    json(all);
    market(all);
    arrays(all);
    bombs(all);
    return all;
  }

  private static void json(Map<String, Brought> all) {
    String inspect = "inspect FILE";
    text(
        all,
        "twice.json",
        INSTANCE.replace("\"slope\"", "\"bias\":false,\"bias\":false,\"slope\""),
        inspect,
        2,
        "\"bias\" a second time");
    text(all, "comma.json", INSTANCE.replace("[2]]", "[2],]"), inspect, 2, "JSON expected");
    text(all, "nan.json", INSTANCE.replace("[2]]", "[NaN]]"), inspect, 2, "line 1");
    text(all, "infinity.json", INSTANCE.replace("[2]]", "[-Infinity]]"), inspect, 2, "line 1");
    text(
        all,
        "quoted-nan.json",
        INSTANCE.replace("[2]]", "[\"nan\"]]"),
        inspect,
        2,
        "a finite number");
    text(
        all,
        "null.json",
        INSTANCE.replace("[2]]", "[null]]"),
        inspect,
        2,
        "a number expected, found null");
    text(
        all,
        "digits.json",
        INSTANCE.replace("[2]]", "[" + "7".repeat(200_000) + "]]"),
        inspect,
        2,
        "100000 digits");
    text(
        all,
        "exponent.json",
        INSTANCE.replace("[2]]", "[1e99999]]"),
        inspect,
        2,
        "an exponent from");
    text(all, "deep.json", INSTANCE.replace("[2]]", "[".repeat(100_000)), inspect, 2, "line 1");
    text(all, "deep.json-list", "[".repeat(1_000_000), TABLE, 2, "line 1");
    text(all, "mark.json", "\ufeff" + INSTANCE, inspect, 0, "GLOBAL_MINIMUM");
    text(all, "lines.jsonl", "[1,2]\n[3,4]\n", TABLE, 2, "JSON lines are not read");
    text(all, "objects.jsonl", "{\"x\":1}\n{\"x\":2}\n", TABLE, 2, "line 1");
    text(all, "single-quotes.json", INSTANCE.replace('"', '\''), inspect, 2, "JSON expected");
    bytes(
        all, "pickle4.json", new byte[] {(byte) 0x80, 4, (byte) 0x95, 1, 0}, inspect, 2, "pickle");
  }

  private static void market(Map<String, Brought> all) {
    String start = "%%MatrixMarket matrix ";
    text(
        all,
        "symmetric.mtx",
        start + "coordinate real symmetric\n2 2 2\n1 1 1\n2 1 3\n",
        "rank FILE",
        0,
        "rank: 2");
    text(
        all,
        "skew.mtx",
        start + "array real skew-symmetric\n3 3\n1\n2\n3\n",
        "rank FILE",
        0,
        "rank: 2");
    text(
        all,
        "pattern.mtx",
        start + "coordinate pattern general\n2 2 1\n2 1\n",
        "rank FILE",
        0,
        "rank: 1");
    text(
        all,
        "complex.mtx",
        start + "coordinate complex general\n1 1 1\n1 1 1 0\n",
        "rank FILE",
        2,
        "[[A, -B], [B, A]]");
    text(
        all,
        "zero.mtx",
        start + "coordinate real general\n2 2 1\n0 1 3\n",
        "rank FILE",
        2,
        "a row from 1 to 2 expected");
    text(
        all,
        "beyond.mtx",
        start + "coordinate real general\n2 2 1\n1 3 3\n",
        "rank FILE",
        2,
        "a column from 1 to 2 expected");
    text(
        all,
        "short.mtx",
        start + "array real general\n2 2\n1\n2\n",
        "rank FILE",
        2,
        "the end of the file");
    text(
        all,
        "vast.mtx",
        start + "array real general\n2000000000 2000000000\n1\n",
        "rank FILE",
        2,
        "at most 67108864 entries");
    text(
        all,
        "promised.mtx",
        start + "coordinate real general\n60000 60000 60000000\n1 1 1\n",
        "rank FILE",
        2,
        "the end of the file");
  }

  private static void arrays(Map<String, Brought> all) throws IOException {
    byte[] two = doubles(1, 2, 3, 4, 5, 6);
    bytes(all, "fortran.npy", npy("<f8", true, "(2, 3)", two), TABLE, 0, "2 samples of rank 2");
    bytes(all, "object.npy", npy("|O", false, "(2,)", new byte[16]), TABLE, 2, "Python objects");
    bytes(all, "record.npy", npy("[('a', '<f8')]", false, "(6,)", two), TABLE, 2, "structured");
    bytes(all, "complex.npy", npy("<c16", false, "(1, 3)", two), TABLE, 2, "<c16");
    bytes(
        all,
        "half.npy",
        npy("<f2", false, "(1, 2)", new byte[] {0, 0x3c, 0, 0x40}),
        TABLE,
        0,
        "1 sample");
    bytes(all, "bool.npy", npy("|b1", false, "(1, 2)", new byte[] {1, 0}), TABLE, 0, "1 sample");
    bytes(all, "scalar.npy", npy("<f8", false, "()", doubles(1)), TABLE, 2, "a scalar");
    bytes(
        all,
        "nan.npy",
        npy("<f8", false, "(1, 2)", doubles(1, Double.NaN)),
        TABLE,
        2,
        "[0][1]: a finite number expected, found NaN");
    byte[] least =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Long.MIN_VALUE)
            .putLong(1)
            .array();
    bytes(all, "least.npy", npy("<i8", false, "(1, 2)", least), TABLE, 0, "1 sample of rank 1");
    bytes(all, "cut.npy", npy("<f8", false, "(2, 4)", two), TABLE, 2, "64 bytes");
    bytes(all, "vast.npy", npy("<f8", false, "(8000, 8000)", two), TABLE, 2, "512000000 bytes");
    bytes(
        all,
        "beyond.npy",
        npy("<f8", false, "(99999999999, 2)", two),
        TABLE,
        2,
        "dimensions from 0");
    bytes(all, "negative.npy", npy("<f8", false, "(-1, 2)", two), TABLE, 2, "dimensions from 0");
    byte[] x = npy("<f8", false, "(2, 2)", doubles(1, 2, 3, 5));
    byte[] y = npy("<i8", false, "(2,)", new byte[16]);
    bytes(
        all, "described.npz", zip(Map.of("x.npy", x, "y.npy", y)), WIDTH, 0, "2 samples of rank 2");
    Map<String, byte[]> weighted =
        Map.of(
            "x.npy", x,
            "y.npy", npy("<f8", false, "(2,)", doubles(1, 2)),
            "weights_1.npy", npy("<f8", false, "(1, 2)", doubles(1, 0)),
            "weights_2.npy", npy("<f8", false, "(1, 1)", doubles(1)));
    String network = " --data FILE --hidden 1 --slope 1/2";
    bytes(all, "inspect.npz", zip(weighted), "inspect" + network, 1, "decreases");
    bytes(all, "compare.npz", zip(weighted), "compare" + network, 0, "loss");
    bytes(
        all,
        "vectors.npz",
        zip(weighted),
        "vectors" + network + " -o FILE.out --json",
        0,
        "\"gradient_exists\":true");
    byte[] keras = npy("|u1", false, "(2, 1, 2)", new byte[] {1, 2, 3, 5});
    bytes(
        all,
        "keras.npz",
        zip(Map.of("x_train.npy", keras, "y_train.npy", y, "x_test.npy", keras, "y_test.npy", y)),
        WIDTH,
        0,
        "2 samples of rank 2");
    bytes(
        all,
        "objects.npz",
        zip(Map.of("x.npy", npy("|O", false, "(2,)", new byte[16]), "y.npy", y)),
        WIDTH,
        2,
        "array x: ");
    bytes(
        all,
        "lengths.npz",
        zip(Map.of("x.npy", x, "y.npy", npy("<i8", false, "(3,)", new byte[24]))),
        WIDTH,
        2,
        "y");
    bytes(all, "names.npz", zip(Map.of("arr_0.npy", x, "arr_1.npy", y)), WIDTH, 2, "arr_0");
    bytes(
        all,
        "none.npz",
        new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        WIDTH,
        2,
        "empty or damaged");
    bytes(
        all,
        "book.xlsx",
        zip(Map.of("xl/workbook.xml", new byte[3], "[Content_Types].xml", new byte[3])),
        WIDTH,
        2,
        "Excel workbook (.xlsx)");
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 7, 9};
    bytes(all, "labels.idx", labels, TABLE, 2, "an IDX file: of such give the folder");
    bytes(all, "matrix.idx", labels, "rank FILE", 2, "an IDX file: of such give the folder");
    byte[] whole = zip(Map.of("x.npy", x, "y.npy", y));
    bytes(all, "cut.npz", Arrays.copyOf(whole, whole.length / 2), WIDTH, 2, "cut.npz");
  }

  private static void bombs(Map<String, Brought> all) throws IOException {
    bytes(
        all, "bomb.npz", zipBomb(npyHead("|u1", "(60000, 1000)"), 60_000_000), WIDTH, 2, "array x");
    bytes(
        all,
        "liar.npz",
        zipBomb(npyHead("|u1", "(2, 2)"), 50_000_000),
        WIDTH,
        2,
        "4 bytes, for the shape [2, 2] expected, found more");
    bytes(all, "bomb.csv.gz", gzipBomb("1,", 120_000_000), TABLE, 3, "limit reached: memory");
    bytes(all, "line.csv.gz", gzipBomb("7", 40_000_000), TABLE, 2, "100000 digits");
    bytes(all, "bomb.json.gz", gzipBomb("[", 40_000_000), "inspect FILE", 2, "line 1");
  }

  private static void text(
      Map<String, Brought> all, String file, String text, String command, int exit, String words) {
    bytes(all, file, text.getBytes(StandardCharsets.UTF_8), command, exit, words);
  }

  private static void bytes(
      Map<String, Brought> all, String file, byte[] bytes, String command, int exit, String words) {
    all.put(file, new Brought(file, bytes, command, exit, words));
  }

  private static byte[] doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return bytes.array();
  }

  private static byte[] npyHead(String type, String shape) {
    return head(type, false, shape);
  }

  private static byte[] head(String type, boolean fortran, String shape) {
    String quoted = type.startsWith("[") ? type : "'" + type + "'";
    String header =
        "{'descr': "
            + quoted
            + ", 'fortran_order': "
            + (fortran ? "True" : "False")
            + ", 'shape': "
            + shape
            + ", }\n";
    ByteBuffer bytes = ByteBuffer.allocate(10 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    return bytes.array();
  }

  private static byte[] npy(String type, boolean fortran, String shape, byte[] data) {
    byte[] head = head(type, fortran, shape);
    return ByteBuffer.allocate(head.length + data.length).put(head).put(data).array();
  }

  /** With data descriptors, as the writer does not know the sizes before. */
  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zipBomb(byte[] head, int zeros) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(head);
      repeat(zip, new byte[1 << 16], zeros);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzipBomb(String piece, int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes, 1 << 16)) {
      repeat(gzip, piece.repeat(1 << 15).getBytes(StandardCharsets.US_ASCII), length);
    }
    return bytes.toByteArray();
  }

  private static void repeat(OutputStream out, byte[] block, int length) throws IOException {
    for (int written = 0; written < length; written += block.length) {
      out.write(block);
    }
  }
}
