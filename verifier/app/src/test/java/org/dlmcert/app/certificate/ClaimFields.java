package org.dlmcert.app.certificate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dlmcert.app.JsonNode;
import org.dlmcert.certificate.Certificate;

/** The fields of a claim as they are written: strings, and lists of them. */
final class ClaimFields {
  private ClaimFields() {}

  static Map<String, Object> of(Certificate certificate) {
    Map<String, Object> fields = new LinkedHashMap<>();
    ((JsonNode.Struct) JsonNode.read(certificate.claim().text()))
        .fields()
        .forEach(field -> fields.put(field.name(), value(field.value())));
    return fields;
  }

  private static Object value(JsonNode node) {
    return node instanceof JsonNode.Array array
        ? array.elements().stream().map(ClaimFields::value).toList()
        : node.text();
  }
}
