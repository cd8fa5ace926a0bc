package org.dlmcert.numeric.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.rank.FloatInertia;

/**
 * The exact inertia of the Hessian beside the one that eigenvalues in double give.
 *
 * @param size ω, rows and columns
 * @param exact the inertia of the exact Hessian
 * @param ofDoubles the exact inertia of the matrix of doubles that numeric code has computed; empty
 *     if that matrix is not finite
 * @param computed by eigenvalues in double; empty besides if they do not converge
 * @param bound how far rounding the entries can have moved an eigenvalue (H. Weyl, 1912: at most
 *     the Frobenius norm of the errors)
 * @param onKink whether a preactivation is 0, so that the Hessian is that of one adjacent cell
 */
public record InertiaComparison(
    int size,
    Inertia exact,
    Optional<Inertia> ofDoubles,
    Optional<FloatInertia> computed,
    double bound,
    boolean onKink) {

  /**
   * Compares.
   *
   * @param exact symmetric
   * @param hessian the same in double, symmetric
   * @param bounds on the errors of its entries
   * @param onKink whether a preactivation is 0
   */
  static InertiaComparison of(
      RationalMatrix exact, double[][] hessian, double[][] bounds, boolean onKink) {
    boolean finite = Entry.allFinite(hessian);
    return new InertiaComparison(
        exact.rows(),
        Inertia.of(exact),
        finite ? Optional.of(Inertia.of(ExactDouble.matrix(hessian))) : Optional.empty(),
        finite ? FloatInertia.of(hessian) : Optional.empty(),
        RankComparison.frobeniusNorm(bounds),
        onKink);
  }

  /** Whether the eigenvalues in double give the exact inertia. */
  public boolean agrees() {
    return computed.isPresent() && isExact(computed.get());
  }

  private boolean isExact(Inertia found) {
    return found.positive() == exact.positive() && found.negative() == exact.negative();
  }

  private boolean isExact(FloatInertia found) {
    return found.positive() == exact.positive() && found.negative() == exact.negative();
  }

  /** Why inertias differ, or that they do not. */
  public String explanation() {
    return explanations().isEmpty() ? "all agree" : String.join("; ", explanations());
  }

  /** A sentence for everything that differs; none where all agree. */
  public List<String> explanations() {
    List<String> sentences = new ArrayList<>();
    if (ofDoubles.isEmpty()) {
      sentences.add("the Hessian in double has an entry that is no finite number");
      return sentences;
    }
    Inertia doubles = ofDoubles.get();
    if (!isExact(doubles)) {
      sentences.add(
          "rounding the entries moves eigenvalues, by at most "
              + bound
              + ": the matrix of doubles has "
              + doubles.positive()
              + " positive, "
              + doubles.negative()
              + " negative and "
              + doubles.zero()
              + " zero ones"
              + (doubles.zero() < exact.zero()
                  ? ", as zero eigenvalues do not survive rounding"
                  : ""));
    }
    if (computed.isEmpty()) {
      sentences.add("the iteration for the eigenvalues in double did not converge");
    } else if (!isExact(computed.get())) {
      sentences.add(counted(computed.get()));
    }
    return sentences;
  }

  private String counted(FloatInertia found) {
    String text =
        "the tolerance "
            + found.tolerance()
            + (found.zero() > exact.zero()
                ? " counts eigenvalues that are not zero as zero; "
                : " counts rounding errors as eigenvalues; ");
    text +=
        found
            .needed(exact.negative(), exact.positive())
            .map(t -> "right with a tolerance " + t.words())
            .orElse("no tolerance is right, the eigenvalues do not separate");
    if (exact.negative() > 0 && found.negative() == 0) {
      return text + "; double does not see that some direction curves downwards";
    }
    if (exact.negative() == 0 && found.negative() > 0) {
      return text + "; exactly, no direction curves downwards";
    }
    return text;
  }
}
