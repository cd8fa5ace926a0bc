package org.dlmcert.certificate;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.Writable;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;

/** What a certificate is about (proofs/format.md, section 2). */
public sealed interface Subject extends Writable {

  /** An instance. */
  record OfInstance(Instance instance) implements Subject {
    @Override
    public void write(CanonicalJson json) {
      InstanceWriter.writeCanonical(instance, json);
    }
  }

  /** The inputs of a data set, N×d_0. */
  record OfDataset(RationalMatrix inputs, boolean bias) implements Subject {
    @Override
    public void write(CanonicalJson json) {
      json.beginObject();
      json.field("format").string("dlmcert-dataset/1");
      json.field("bias").flag(bias);
      json.field("inputs").rows(inputs);
      json.endObject();
    }
  }

  /** A matrix. */
  record OfMatrix(RationalMatrix matrix) implements Subject {
    @Override
    public void write(CanonicalJson json) {
      json.beginObject();
      json.field("format").string("dlmcert-matrix/1");
      json.field("rows").integer(matrix.rows());
      json.field("columns").integer(matrix.columns());
      json.field("entries").rows(matrix);
      json.endObject();
    }
  }

  /** A sparse matrix. */
  record OfSparseMatrix(SparseMatrix matrix) implements Subject {
    @Override
    public void write(CanonicalJson json) {
      json.beginObject();
      json.field("format").string("dlmcert-sparse-matrix/1");
      json.field("rows").integer(matrix.rows());
      json.field("columns").integer(matrix.columns());
      json.field("entries").beginArray();
      for (SparseMatrix.Entry entry : matrix.entries()) {
        json.beginArray();
        json.integer(entry.row()).integer(entry.column()).rational(entry.value());
        json.endArray();
      }
      json.endArray();
      json.endObject();
    }
  }

  /**
   * Writes the canonical form to a stream, and returns the SHA-256 of what was written, 64
   * hexadecimal digits.
   */
  default String writeTo(OutputStream out) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    try (CanonicalJson json = new CanonicalJson(new DigestOutputStream(out, sha256))) {
      write(json);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** The SHA-256 of the canonical form, 64 hexadecimal digits. */
  default String sha256() {
    return writeTo(OutputStream.nullOutputStream());
  }
}
