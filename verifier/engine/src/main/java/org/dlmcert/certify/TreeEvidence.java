package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.certify.tree.SlopeClasses;

/**
 * Every pattern of the reduced problem has full column rank modulo one of the primes (format.md,
 * 5.15).
 */
public record TreeEvidence(Reduction reduction, List<Integer> primes, SlopeClasses classes)
    implements Evidence {
  public TreeEvidence {
    primes = List.copyOf(primes);
  }

  @Override
  public String kind() {
    return "tree";
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("reduction", reduction.fields());
    fields.put("primes", primes);
    fields.put("classes", classes.word());
    fields.put("orbits", List.of());
    return fields;
  }
}
