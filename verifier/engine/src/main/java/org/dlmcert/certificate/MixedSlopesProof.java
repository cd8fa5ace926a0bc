package org.dlmcert.certificate;

import java.util.Optional;
import org.dlmcert.exact.Rational;

/**
 * A proof of full column rank that may serve all slopes between s and 1, chosen for each unit and
 * sample, so that it excludes bad local minima at kinks, too (proofs/soundness.md, section 28).
 */
public interface MixedSlopesProof extends Proof {
  /** Whether it does so for an instance with so many samples and a slope above 0. */
  default boolean servesMixedSlopes(int samples) {
    return true;
  }

  /** The radius of the open ball of noises that it serves, if it is about a ball. */
  default Optional<Rational> radius() {
    return Optional.empty();
  }
}
