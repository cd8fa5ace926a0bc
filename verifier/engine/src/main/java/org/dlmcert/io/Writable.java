package org.dlmcert.io;

import java.io.StringWriter;

/** What has a canonical form of one JSON value. */
public interface Writable {
  /** Writes it as the next value. */
  void write(CanonicalJson json);

  /** The canonical form as text. */
  default String text() {
    StringWriter text = new StringWriter();
    try (CanonicalJson json = new CanonicalJson(text)) {
      write(json);
    }
    return text.toString();
  }
}
