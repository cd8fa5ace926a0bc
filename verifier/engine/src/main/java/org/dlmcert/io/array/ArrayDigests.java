package org.dlmcert.io.array;

import java.util.List;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.Writable;

/**
 * An array in a file, by the SHA-256 of every block of rows: what stands in the place of inputs in
 * a certificate that leaves them in their file (proofs/format.md, 5.47).
 *
 * @param type of the elements, as {@code u1} or {@code <f8}
 * @param sha256 for each block 64 hexadecimal digits
 */
public record ArrayDigests(String type, int rows, int columns, int blockRows, List<String> sha256)
    implements Writable {
  public ArrayDigests {
    sha256 = List.copyOf(sha256);
  }

  @Override
  public void write(CanonicalJson json) {
    json.beginObject().field("array").beginObject();
    json.field("type").string(type);
    json.field("rows").integer(rows);
    json.field("columns").integer(columns);
    json.field("block_rows").integer(blockRows);
    json.field("sha256").list(sha256, json::string);
    json.endObject().endObject();
  }
}
