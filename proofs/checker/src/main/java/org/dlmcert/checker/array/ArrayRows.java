package org.dlmcert.checker.array;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Rows;
import org.dlmcert.checker.form.Work;

/**
 * The rows of an array in the user's file, bound by a digest for each block of rows (format.md
 * 5.47). None is kept: memory is that of one row.
 *
 * <p>All blocks are compared before anything is made of the rows; in a check of one part, a block
 * is compared before the first of its rows is.
 */
final class ArrayRows implements Rows {
  private static final int BUFFER = 1 << 16;

  /** The bytes of an element, and a number with its parts, in words. */
  private static final int ROW_WORDS = Work.NUMBER + 1;

  private final ArraySource source;
  private final ElementType type;
  private final List<Rational> ofOneByte;
  private final int rows;
  private final int columns;
  private final int blockRows;
  private final List<String> digests;
  private final BitSet compared = new BitSet();
  private final Work work;

  ArrayRows(CanonicalReader in, ArraySource source, int expectedColumns) {
    this.source = source;
    in.open();
    in.field("array");
    in.open();
    in.field("type");
    type = ElementType.named(in.word(ElementType.NAMES));
    ofOneByte = type.ofOneByte();
    in.field("rows");
    rows = in.count();
    in.field("columns");
    columns = in.count();
    in.field("block_rows");
    blockRows = in.count();
    in.field("sha256");
    digests = in.list(in::digest);
    if (columns == 0 || expectedColumns >= 0 && columns != expectedColumns || blockRows == 0) {
      throw in.malformed("expected columns as in widths, and blocks of some rows");
    }
    if (rows == 0 && expectedColumns < 0) {
      throw in.malformed("expected rows, as a data set without samples has no columns");
    }
    long blocks = ((long) rows + blockRows - 1) / blockRows;
    if (digests.size() != blocks) {
      throw in.malformed("expected a digest for each of " + blocks + " blocks");
    }
    in.close();
    in.close();
    work = in.work();
  }

  /** Rejects the file unless its array has the shape and type of which the certificate speaks. */
  void compareShape() {
    Rejection.unless(
        source.rows() == rows && source.columns() == columns && source.type().equals(type.name()),
        "instance",
        "--instance",
        () ->
            "the file holds "
                + shape(source.rows(), source.columns(), source.type())
                + ", the certificate speaks of "
                + shape(rows, columns, type.name()));
  }

  void compareAll() {
    for (int k = 0; k < digests.size(); k++) {
      compare(k);
    }
  }

  private static String shape(int rows, int columns, String type) {
    return rows + "×" + columns + " elements of type " + type;
  }

  @Override
  public int count() {
    return rows;
  }

  @Override
  public int length() {
    return columns;
  }

  @Override
  public Rational[] row(int n) {
    if (!compared.get(n / blockRows)) {
      compare(n / blockRows);
    }
    long size = (long) columns * type.size();
    work.reserve(columns, ROW_WORDS);
    byte[] bytes = new byte[Math.toIntExact(size)];
    work.add(columns, type.work());
    source.read(n * size, bytes, bytes.length);
    Rational[] row = new Rational[columns];
    for (int j = 0; j < columns; j++) {
      row[j] = type.size() == 1 ? ofOneByte.get(bytes[j] & 0xff) : value(bytes, n, j);
    }
    work.release(columns, ROW_WORDS);
    return row;
  }

  private Rational value(byte[] bytes, int n, int j) {
    return type.value(bytes, j * type.size())
        .orElseThrow(
            () ->
                new Rejection(
                    "instance",
                    "--instance",
                    "row " + n + ", column " + j + " is no finite number"));
  }

  private void compare(int block) {
    int first = block * blockRows;
    int last = (int) Math.min(rows, (long) first + blockRows);
    long size = (long) columns * type.size();
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    work.add(last - first, size);
    byte[] buffer = new byte[BUFFER];
    for (long at = first * size; at < last * size; at += BUFFER) {
      int count = (int) Math.min(BUFFER, last * size - at);
      source.read(at, buffer, count);
      sha256.update(buffer, 0, count);
    }
    String found = HexFormat.of().formatHex(sha256.digest());
    Rejection.unless(
        found.equals(digests.get(block)),
        "instance",
        "instance.inputs.array.sha256[" + block + "]",
        () -> "the digest of rows " + first + " to " + (last - 1) + " of the file is " + found);
    compared.set(block);
  }
}
