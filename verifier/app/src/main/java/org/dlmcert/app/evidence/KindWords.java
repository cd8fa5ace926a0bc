package org.dlmcert.app.evidence;

import java.util.List;
import java.util.function.Function;

/**
 * How the evidence of a kind of certificates is put into words.
 *
 * @param brief what comes after "because"
 * @param full sentences and small tables
 */
record KindWords(Function<Fields, String> brief, Function<Fields, List<String>> full) {

  /** For evidence that says the same whatever its fields. */
  static KindWords fixed(String brief, String... full) {
    return new KindWords(fields -> brief, fields -> List.of(full));
  }
}
