package org.dlmcert.certificate;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.array.ArrayDigests;
import org.dlmcert.io.table.TableReading;
import org.dlmcert.model.Instance;

/** A certificate in the format {@code dlmcert-certificate/1} (proofs/format.md, section 3). */
public record Certificate(Claim claim, Subject subject, Evidence evidence) {

  /** A certificate about an instance. */
  public static Certificate of(Instance instance, Claim claim, Evidence evidence) {
    return new Certificate(claim, new Subject.OfInstance(instance), evidence);
  }

  /** The same, with inputs that stay in their file (proofs/format.md, 5.47). */
  public Certificate naming(ArrayDigests array) {
    return new Certificate(claim, subject.naming(array), evidence);
  }

  /** The canonical bytes, with the subject embedded: written, and digested, once. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      begin(json);
      json.field("instance").valueBeneath();
      end(json, subject.writeTo(bytes));
    }
    return bytes.toByteArray();
  }

  /** The canonical bytes without the subject, of which only the digest is there. */
  public byte[] detachedBytes() {
    return detachedBytes(Optional.empty());
  }

  /**
   * The canonical bytes without the subject, of which only the digest is there.
   *
   * @param reading how the table was read that the subject comes from, if it does
   */
  public byte[] detachedBytes(Optional<TableReading> reading) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      begin(json);
      reading.ifPresent(table -> json.field("reading").value(table));
      end(json, subject.sha256());
    }
    return bytes.toByteArray();
  }

  private void begin(CanonicalJson json) {
    json.beginObject();
    json.field("format").string("dlmcert-certificate/1");
    json.field("kind").string(evidence.kind());
    json.field("claim").value(claim);
  }

  private void end(CanonicalJson json, String sha256) {
    json.field("instance_sha256").string(sha256);
    json.field("evidence").value(evidence);
    json.endObject();
  }
}
