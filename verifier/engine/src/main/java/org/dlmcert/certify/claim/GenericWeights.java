package org.dlmcert.certify.claim;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;

/**
 * Several layers with generic noise and generic weights.
 *
 * @param units the width D of layer L-1
 * @param below the width of layer L-2, with the constant 1 of a bias
 * @param outputs the number k of outputs, whose weights are generic and held if there are several
 * @param zeroSample a sample whose input is zero, if there is one and there are no biases
 */
public record GenericWeights(
    int samples, int units, int below, int outputs, Optional<Integer> zeroSample)
    implements FullRankProblem {

  static GenericWeights of(Instance instance) {
    Network network = instance.network();
    int last = network.depth() - 1;
    RationalMatrix inputs = instance.dataset().inputs();
    Optional<Integer> zeroSample =
        network.bias()
            ? Optional.empty()
            : IntStream.range(0, inputs.rows())
                .filter(n -> inputs.row(n).stream().allMatch(Rational::isZero))
                .boxed()
                .findFirst();
    return new GenericWeights(
        instance.samples(),
        network.width(last),
        network.width(last - 1) + (network.bias() ? 1 : 0),
        network.outputs(),
        zeroSample);
  }
}
