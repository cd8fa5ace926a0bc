package org.dlmcert.certify.method;

import java.math.BigInteger;
import java.util.Optional;
import org.dlmcert.certificate.Evidence;

/** What one method says about one question. */
public sealed interface Attempt {

  /**
   * The claim is decided.
   *
   * @param patternCount the number of patterns in the scope, if they were counted
   */
  record Decided(Evidence evidence, Optional<BigInteger> patternCount) implements Attempt {
    public Decided(Evidence evidence) {
      this(evidence, Optional.empty());
    }
  }

  /** The method was tried and leaves the claim open. */
  record Open(String because) implements Attempt {}

  /**
   * The method could go on, but has reached a limit.
   *
   * @param limit the limit
   * @param because what was found until then
   * @param wouldDecide what would bring an answer
   */
  record Limited(String limit, String because, String wouldDecide) implements Attempt {}

  /** The method has nothing to say about this question. */
  record Inapplicable() implements Attempt {}

  /** A number, or its size if it is long. */
  static String about(BigInteger count) {
    return count.bitLength() <= 50 ? count.toString() : "about 2^" + (count.bitLength() - 1);
  }

  Attempt INAPPLICABLE = new Inapplicable();

  /** What there is for given noise whose patterns are too many. */
  String NEARBY =
      "lift finds noise close to the given one for which the claim holds, where there is any";
}
