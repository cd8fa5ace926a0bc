package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.certify.tree.SlopeClasses;

/**
 * Every pattern of the reduced problem has full column rank modulo one of the primes (format.md,
 * 5.15).
 *
 * @param tried how many patterns of the reduced problem were tried
 */
public record TreeEvidence(
    Reduction reduction, List<Integer> primes, SlopeClasses classes, BigInteger tried)
    implements Evidence {
  public TreeEvidence {
    primes = List.copyOf(primes);
  }

  /** The evidence that a tree over the reduced problem gives. */
  static TreeEvidence of(Reduction reduction, PatternTree.Independent found) {
    return new TreeEvidence(reduction, found.primes(), found.classes(), found.tried());
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
    return fields;
  }
}
