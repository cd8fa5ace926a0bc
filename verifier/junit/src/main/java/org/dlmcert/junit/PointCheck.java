package org.dlmcert.junit;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.numeric.vectors.ExactValues;
import org.dlmcert.numeric.vectors.PartialMatrix;

/**
 * What is wrong with gradients or preactivations that code computes at weights; nothing if all is
 * right.
 *
 * @param convention which slope the code takes where a preactivation is 0
 */
record PointCheck(List<double[][]> weights, Optional<KinkConvention> convention, double ulps) {

  Optional<String> gradient(GradientFunction function, Instance instance) {
    ExactValues exact = exact(instance);
    return compare(function, "gradients by %d matrices", "W", exact::gradient);
  }

  Optional<String> biasGradient(GradientFunction function, Instance instance) {
    ExactValues exact = exact(instance);
    if (!instance.network().bias()) {
      throw new IllegalArgumentException("the instance has no biases");
    }
    return compare(function, "gradients by %d biases", "b", exact::biasGradient);
  }

  private Optional<String> compare(
      GradientFunction function,
      String expected,
      String name,
      IntFunction<Optional<PartialMatrix>> exact) {
    double[][][] computed = function.at(weights.toArray(double[][][]::new));
    if (computed.length != weights.size()) {
      return Optional.of(
          expected.replace("%d", String.valueOf(weights.size()))
              + " expected, got "
              + computed.length);
    }
    for (int l = 1; l <= weights.size(); l++) {
      Optional<String> wrong =
          new ValuesCheck(computed[l - 1], "the gradient by " + name + "_" + l + " ")
              .within(ulps, whole(exact.apply(l)));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  Optional<String> preactivationSigns(MatrixFunction function, Instance instance, int layer) {
    return values(function, "u_" + layer + ": ").signs(preactivations(instance, layer));
  }

  Optional<String> preactivations(MatrixFunction function, Instance instance, int layer) {
    return values(function, "u_" + layer + " ").within(ulps, preactivations(instance, layer));
  }

  private ValuesCheck values(MatrixFunction function, String what) {
    return new ValuesCheck(function.at(weights.toArray(double[][][]::new)), what);
  }

  private RationalMatrix preactivations(Instance instance, int layer) {
    return ForwardPass.of(ExactPoint.at(instance, weights)).preactivation(layer).transpose();
  }

  private ExactValues exact(Instance instance) {
    Instance point = ExactPoint.at(instance, weights);
    return convention.isPresent() ? ExactValues.of(point, convention.get()) : ExactValues.of(point);
  }

  private static RationalMatrix whole(Optional<PartialMatrix> gradient) {
    PartialMatrix matrix =
        gradient.orElseThrow(() -> new IllegalArgumentException("the instance has no targets"));
    if (!matrix.isWhole()) {
      throw new IllegalArgumentException(
          "the loss has no gradient at these weights, or none that is known, as a preactivation is 0;"
              + " withSlopeAtZero says which slope the code takes there");
    }
    return matrix.values();
  }
}
