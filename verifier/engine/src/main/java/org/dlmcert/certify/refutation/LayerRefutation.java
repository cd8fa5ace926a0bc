package org.dlmcert.certify.refutation;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.OpenCell;
import org.dlmcert.pattern.PatternScope;

/** Refutes full column rank of a layer with given noise by one pattern and its null vector. */
public final class LayerRefutation {
  private LayerRefutation() {}

  /** The null vector of a pattern, if it has one; exactly decided. */
  public static Optional<Refutation> of(GivenLayer layer, ActivationPattern pattern) {
    return NullVectors.find(layer.family().matrix(pattern))
        .map(v -> new NullVectorEvidence(pattern, v));
  }

  /**
   * One pattern of the layer's scope, if its null vector is supported on the given samples: that of
   * ones, or that of the same point of an open cell for every unit.
   */
  public static Optional<Refutation> anyPattern(GivenLayer layer, int[] support) {
    if (layer.scope() != PatternScope.ALL) {
      return equalUnits(layer, OpenCell.point(layer.inputs()), support);
    }
    ActivationPattern ones = ActivationPattern.ones(layer.samples(), layer.units());
    return NullVectors.find(layer.family().matrix(ones), support)
        .map(v -> new NullVectorEvidence(ones, v));
  }

  /** The pattern of one point of an open cell for every unit. */
  public static Optional<Refutation> equalUnits(
      GivenLayer layer, List<Rational> point, int[] support) {
    RationalMatrix weights =
        RationalMatrix.ofRows(layer.inputs().rows(), Collections.nCopies(layer.units(), point));
    ActivationPattern pattern = ActivationPattern.ofPreactivations(weights.times(layer.inputs()));
    return NullVectors.find(layer.family().matrix(pattern), support)
        .map(v -> new OpenCellEvidence(weights, v));
  }
}
