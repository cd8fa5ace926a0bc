package org.dlmcert.certify;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.io.CanonicalJson;

/**
 * A certificate in the format {@code dlmcert-certificate/1} (proofs/format.md, section 3).
 *
 * @param kind the rule that proves the claim
 * @param claim the claim's fields in the order of the format: strings, integers, booleans, lists
 *     and maps of them, or {@link #ABSENT}
 * @param subject what the claim is about
 * @param evidence the evidence's fields, of the same types
 */
public record Certificate(
    String kind, Map<String, Object> claim, Subject subject, Map<String, Object> evidence) {

  /** Stands for JSON's {@code null}. */
  public static final Object ABSENT =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  /** The certificate of a decided claim. */
  public static Certificate of(FullRankClaim claim, Evidence evidence) {
    return new Certificate(
        evidence.kind(),
        claim.fields(evidence.holds()),
        new Subject.OfInstance(claim.instance()),
        evidence.fields());
  }

  /** The canonical bytes, with the subject embedded. */
  public byte[] bytes() {
    return write(Optional.of(subject));
  }

  /** The canonical bytes without the subject, of which only the digest is there. */
  public byte[] detachedBytes() {
    return write(Optional.empty());
  }

  private byte[] write(Optional<Subject> embedded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      json.beginObject();
      json.field("format").string("dlmcert-certificate/1");
      json.field("kind").string(kind);
      json.field("claim");
      value(json, claim);
      if (embedded.isPresent()) {
        json.field("instance");
        embedded.get().write(json);
      }
      json.field("instance_sha256").string(digest());
      json.field("evidence");
      value(json, evidence);
      json.endObject();
    }
    return bytes.toByteArray();
  }

  private String digest() {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    OutputStream nowhere = OutputStream.nullOutputStream();
    try (CanonicalJson json = new CanonicalJson(new DigestOutputStream(nowhere, sha256))) {
      subject.write(json);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void value(CanonicalJson json, Object value) {
    if (value instanceof String text) {
      json.string(text);
    } else if (value instanceof Integer || value instanceof Long) {
      json.integer(((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      json.flag(flag);
    } else if (value == ABSENT) {
      json.absent();
    } else if (value instanceof List<?> list) {
      json.beginArray();
      list.forEach(element -> value(json, element));
      json.endArray();
    } else if (value instanceof Map<?, ?> map) {
      json.beginObject();
      map.forEach(
          (name, element) -> {
            json.field((String) name);
            value(json, element);
          });
      json.endObject();
    } else {
      throw new IllegalArgumentException("no canonical form for " + value);
    }
  }
}
