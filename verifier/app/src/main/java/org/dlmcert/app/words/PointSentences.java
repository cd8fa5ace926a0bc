package org.dlmcert.app.words;

import java.util.List;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.PointVerdict;
import org.dlmcert.point.ZeroPreactivation;

/** What is true at a point, in one sentence. */
final class PointSentences {
  private PointSentences() {}

  /** The verdict in one sentence, without a capital and a full stop. */
  static String claim(Inspection inspection) {
    PointVerdict verdict = inspection.verdict();
    String loss = PointNumbers.shortened(inspection.point().loss());
    if (verdict instanceof PointVerdict.GlobalMinimum global) {
      return global.reason() == PointVerdict.Least.ZERO_LOSS
          ? "the loss is 0: no weights have a smaller one"
          : "no weights have a smaller loss than " + loss;
    }
    if (verdict instanceof PointVerdict.LocalMinimum local) {
      return "no weights nearby have a smaller loss than "
          + loss
          + local
              .better()
              .map(
                  b ->
                      ", but others have loss "
                          + PointNumbers.shortened(b.loss())
                          + ": a spurious local minimum")
              .orElse("");
    }
    if (verdict instanceof PointVerdict.NotCritical) {
      return "the loss " + loss + " decreases to first order in a direction: not a critical point";
    }
    if (verdict instanceof PointVerdict.Saddle saddle) {
      return (saddle.kinks().isEmpty()
              ? "the gradient is zero, but weights arbitrarily near have a smaller loss than "
              : "no direction decreases the loss to first order, but weights arbitrarily near have"
                  + " a smaller loss than ")
          + loss;
    }
    if (verdict instanceof PointVerdict.TooManyKinks) {
      return "whether a direction decreases the loss " + loss + " to first order stays undecided";
    }
    if (verdict instanceof PointVerdict.NotDifferentiable kinks) {
      return kinks.decrease().isPresent()
          ? "not a local minimum: weights arbitrarily near have a smaller loss than "
              + loss
              + "; but the loss has no gradient here, so this is neither a descent of first order"
              + " nor a saddle"
          : kinks.firstOrderComplete()
              ? "no direction decreases the loss "
                  + loss
                  + " to first order, but some preactivation is zero and the point stays undecided"
              : "some preactivation is zero, and the point of loss " + loss + " stays undecided";
    }
    return "the gradient is zero and the Hessian has no negative eigenvalue at loss "
        + loss
        + "; whether it is a minimum stays undecided";
  }

  /** The names of zero preactivations, shortened. */
  static String names(List<ZeroPreactivation> zeros, int most) {
    return Shown.listed(
        zeros, z -> "u_" + z.layer() + "[" + z.unit() + "] on sample " + z.sample(), most);
  }
}
