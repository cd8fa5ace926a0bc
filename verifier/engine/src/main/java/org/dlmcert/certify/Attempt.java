package org.dlmcert.certify;

/** What one method says about one question. */
public sealed interface Attempt {

  /** The claim is decided. */
  record Decided(Evidence evidence) implements Attempt {}

  /** The method was tried and leaves the claim open. */
  record Open(String because) implements Attempt {}

  /** The method has nothing to say about questions of this form. */
  record Inapplicable() implements Attempt {}

  Attempt INAPPLICABLE = new Inapplicable();
}
