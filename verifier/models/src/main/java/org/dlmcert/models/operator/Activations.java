package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Piecewise linear activations. */
final class Activations {
  private static final int BROADCAST_BY_SHAPE = 7;

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
      throw new Unfit("slopes that broadcast to " + x.shape() + ", found " + slope.shape());
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
    application.atMost(3);
    Tensor x = application.input(0);
    if (application.has("min")) {
      x = x.max(scalar(x, application.number("min", Rational.ZERO)));
    }
    if (application.has("max")) {
      x = x.min(scalar(x, application.number("max", Rational.ZERO)));
    }
    if (application.optional(1).isPresent()) {
      x = x.max(bound(application.input(1)));
    }
    if (application.optional(2).isPresent()) {
      x = x.min(bound(application.input(2)));
    }
    return List.of(x);
  }

  private static Tensor bound(Tensor bound) {
    if (bound.size() != 1) {
      throw new Unfit("a scalar bound, found " + bound.shape());
    }
    return bound.reshaped(Shape.SCALAR);
  }

  private static Tensor scalar(Tensor like, Rational value) {
    return Tensor.rationals(like.type(), Shape.SCALAR, List.of(value));
  }
}
