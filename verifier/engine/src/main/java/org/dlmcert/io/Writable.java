package org.dlmcert.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What has a canonical form of one JSON value. */
public interface Writable {
  /** Writes it as the next value. */
  void write(CanonicalJson json);

  /** The canonical form as text. */
  default String text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      write(json);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
