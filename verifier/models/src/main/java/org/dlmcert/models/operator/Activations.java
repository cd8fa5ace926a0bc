package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Piecewise linear activations. */
final class Activations {
  private static final int BROADCAST_BY_SHAPE = 7;
  private static final int BOUNDS_ARE_INPUTS = 11;

  private Activations() {}

  static List<Tensor> relu(Application application) {
    application.atMost(1);
    return List.of(leaky(application.input(0), Rational.ZERO));
  }

  static List<Tensor> leakyRelu(Application application) {
    application.atMost(1);
    return List.of(
        leaky(application.input(0), application.number("alpha", Operators.DEFAULT_LEAK)));
  }

  /** x where x ≥ 0, slope·x elsewhere. */
  private static Tensor leaky(Tensor x, Rational slope) {
    IntegerVector u = x.numerators();
    IntegerVector kept = u.times(slope.denominator());
    IntegerVector scaled = u.times(slope.numerator());
    return Tensor.of(
        x.type(),
        x.shape(),
        IntegerVector.of(u.size(), k -> u.signum(k) >= 0 ? kept.get(k) : scaled.get(k)),
        x.denominator().multiply(slope.denominator()));
  }

  static List<Tensor> pRelu(Application application) {
    application.atMost(2);
    application.requireOneType();
    Tensor x = application.input(0);
    Tensor slope = application.input(1);
    if (application.opset() < BROADCAST_BY_SHAPE && slope.shape().rank() == 1 && slope.size() > 1) {
      Shape aligned = slope.shape();
      for (int axis = 2; axis < x.shape().rank(); axis++) {
        aligned = aligned.followedBy(Shape.of(1));
      }
      slope = slope.reshaped(aligned);
    }
    if (!x.shape().broadcast(slope.shape()).equals(x.shape())) {
      throw new Unfit("slopes that broadcast to " + x.shape(), slope.shape().toString());
    }
    Tensor negative = x.times(slope);
    BigInteger scale = Tensor.common(x.denominator(), negative.denominator());
    IntegerVector kept = x.over(scale);
    IntegerVector scaled = negative.over(scale);
    return List.of(
        Tensor.of(
            x.type(),
            x.shape(),
            IntegerVector.of(x.size(), k -> kept.signum(k) >= 0 ? kept.get(k) : scaled.get(k)),
            scale));
  }

  static List<Tensor> thresholdedRelu(Application application) {
    application.atMost(1);
    Tensor x = application.input(0);
    Rational alpha = application.number("alpha", Rational.ONE);
    BigInteger bound = alpha.numerator().multiply(x.denominator());
    return List.of(
        Tensor.of(
            x.type(),
            x.shape(),
            IntegerVector.of(
                x.size(),
                k -> {
                  BigInteger u = x.numerators().get(k);
                  return u.multiply(alpha.denominator()).compareTo(bound) > 0 ? u : BigInteger.ZERO;
                }),
            x.denominator()));
  }

  static List<Tensor> clip(Application application) {
    application.atMost(application.opset() < BOUNDS_ARE_INPUTS ? 1 : 3);
    application.requireOneType();
    Tensor x = application.input(0);
    Optional<Tensor> least = bound(application, 1, "min");
    Optional<Tensor> greatest = bound(application, 2, "max");
    // In this order: where the least value is above the greatest, the greatest is taken.
    Tensor raised = least.map(x::max).orElse(x);
    return List.of(greatest.map(raised::min).orElse(raised));
  }

  private static Optional<Tensor> bound(Application application, int input, String attribute) {
    if (application.opset() < BOUNDS_ARE_INPUTS) {
      return application
          .number(attribute)
          .map(
              value -> Tensor.rationals(application.input(0).type(), Shape.SCALAR, List.of(value)));
    }
    return application.optional(input).map(bound -> bound.scalar(attribute));
  }
}
