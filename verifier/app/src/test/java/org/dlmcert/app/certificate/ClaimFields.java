package org.dlmcert.app.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.dlmcert.app.words.JsonTree;
import org.dlmcert.certificate.Certificate;

/** The fields of a claim as they are written: strings, and lists of them. */
final class ClaimFields {
  private ClaimFields() {}

  static Map<String, Object> of(Certificate certificate) {
    try {
      return JsonTree.fields(
          certificate.claim().text().getBytes(StandardCharsets.US_ASCII), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
