package org.dlmcert.certify.proof;

import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.io.CanonicalJson;

/**
 * Every pattern of the reduced problem has full column rank modulo one of the primes (format.md,
 * 5.15).
 */
public record TreeEvidence(Reduction reduction, PatternTree.Independent found) implements Proof {
  @Override
  public String kind() {
    return "tree";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("reduction").value(reduction);
    json.field("primes").integers(found.primes());
    json.field("classes").string(found.classes().word());
  }
}
