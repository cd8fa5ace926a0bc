package org.dlmcert.certificate;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.Sha256;
import org.dlmcert.io.Writable;
import org.dlmcert.io.WritableObject;
import org.dlmcert.io.array.ArrayDigests;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;

/** What a certificate is about (proofs/format.md, section 2). */
public sealed interface Subject extends Writable {

  /**
   * An instance.
   *
   * @param array its inputs, if they stay in their file
   */
  record OfInstance(Instance instance, Optional<ArrayDigests> array) implements Subject {
    public OfInstance(Instance instance) {
      this(instance, Optional.empty());
    }

    @Override
    public void write(CanonicalJson json) {
      InstanceWriter.writeCanonical(instance, array, json);
    }

    @Override
    public Subject naming(ArrayDigests other) {
      return new OfInstance(instance, Optional.of(other));
    }
  }

  /**
   * An instance without targets and weights, whose inputs stay in their file.
   *
   * @param noise of every hidden layer
   */
  record OfArray(Network network, ArrayDigests array, List<LayerNoise> noise) implements Subject {
    public OfArray {
      noise = List.copyOf(noise);
    }

    @Override
    public void write(CanonicalJson json) {
      InstanceWriter.writeCanonical(network, array, noise, json);
    }
  }

  /**
   * The inputs of a data set, N×d_0.
   *
   * @param array the same, if they stay in their file
   */
  record OfDataset(RationalMatrix inputs, boolean bias, Optional<ArrayDigests> array)
      implements Subject, WritableObject {
    public OfDataset(RationalMatrix inputs, boolean bias) {
      this(inputs, bias, Optional.empty());
    }

    @Override
    public Subject naming(ArrayDigests other) {
      return new OfDataset(inputs, bias, Optional.of(other));
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("format").string("dlmcert-dataset/1");
      json.field("bias").flag(bias);
      json.field("inputs");
      array.ifPresentOrElse(json::value, () -> json.rows(inputs));
    }
  }

  /** A matrix. */
  record OfMatrix(RationalMatrix matrix) implements Subject, WritableObject {
    @Override
    public void writeFields(CanonicalJson json) {
      json.field("format").string("dlmcert-matrix/1");
      json.field("rows").integer(matrix.rows());
      json.field("columns").integer(matrix.columns());
      json.field("entries").rows(matrix);
    }
  }

  /** A sparse matrix. */
  record OfSparseMatrix(SparseMatrix matrix) implements Subject, WritableObject {
    @Override
    public void writeFields(CanonicalJson json) {
      json.field("format").string("dlmcert-sparse-matrix/1");
      json.field("rows").integer(matrix.rows());
      json.field("columns").integer(matrix.columns());
      json.field("entries")
          .arrays(
              matrix.entries(), e -> json.integer(e.row()).integer(e.column()).rational(e.value()));
    }
  }

  /**
   * The same subject, whose inputs stay in their file.
   *
   * @throws UnsupportedOperationException if it has no inputs
   */
  default Subject naming(ArrayDigests array) {
    throw new UnsupportedOperationException("a matrix has no inputs");
  }

  /**
   * Writes the canonical form to a stream, and returns the SHA-256 of what was written, 64
   * hexadecimal digits.
   */
  default String writeTo(OutputStream out) {
    MessageDigest sha256 = Sha256.begin();
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
