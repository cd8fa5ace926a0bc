package org.dlmcert.certificate;

import org.dlmcert.io.WritableObject;

/**
 * Why a claim is true (proofs/format.md, section 5): a proof of what was asked, or a refutation of
 * it, which proves that it does not hold. One class implements each kind.
 */
public sealed interface Evidence extends WritableObject permits Proof, Refutation {
  /** The kind of certificate, which names the rule by which the checker reads the evidence. */
  String kind();
}
