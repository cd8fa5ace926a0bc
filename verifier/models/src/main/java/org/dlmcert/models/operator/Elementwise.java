package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.List;
import java.util.function.BinaryOperator;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Operators that treat each element alone, after broadcasting. */
final class Elementwise {
  private static final int BROADCAST_BY_SHAPE = 7;

  private Elementwise() {}

  static List<Tensor> add(Application application) {
    return binary(application, Tensor::plus);
  }

  static List<Tensor> subtract(Application application) {
    return binary(application, Tensor::minus);
  }

  static List<Tensor> multiply(Application application) {
    return binary(application, Tensor::times);
  }

  static List<Tensor> divide(Application application) {
    return binary(application, Elementwise::quotient);
  }

  private static List<Tensor> binary(Application application, BinaryOperator<Tensor> operation) {
    application.atMost(2);
    application.requireOneType();
    Tensor left = application.input(0);
    Tensor right = application.input(1);
    if (application.opset() < BROADCAST_BY_SHAPE) {
      right = broadcastAsOfOld(application, left.shape(), right);
    }
    return List.of(operation.apply(left, right));
  }

  /** Before version 7 the right side is broadcast if an attribute says so, from an axis on. */
  private static Tensor broadcastAsOfOld(Application application, Shape left, Tensor right) {
    if (application.integer("broadcast", 0) == 0) {
      if (!left.equals(right.shape())) {
        throw new Unfit("equal shapes", left + ", " + right.shape());
      }
      return right;
    }
    Shape shape = right.shape();
    int suffix = left.rank() - shape.rank();
    long axis = application.integer("axis", suffix);
    if (axis < 0 || axis > suffix) {
      throw new Unfit(
          "an axis from 0 to " + suffix + " for shapes " + left + " and " + shape, "axis " + axis);
    }
    Shape aligned = shape;
    for (long k = axis; k < suffix; k++) {
      aligned = aligned.followedBy(Shape.of(1));
    }
    if (!left.broadcast(aligned).equals(left)) {
      throw new Unfit("a right side that broadcasts to " + left, shape.toString());
    }
    return right.reshaped(aligned);
  }

  private static Tensor quotient(Tensor left, Tensor right) {
    for (int k = 0; k < right.size(); k++) {
      if (right.numerators().signum(k) == 0) {
        throw new Unfit("divisors that are not zero", "a division by zero");
      }
    }
    if (left.type().isInteger()) {
      Shape target = left.shape().broadcast(right.shape());
      Tensor a = left.broadcast(target);
      Tensor b = right.broadcast(target);
      return Tensor.of(
          left.type(),
          target,
          IntegerVector.of(a.size(), k -> a.numerators().get(k).divide(b.numerators().get(k))),
          BigInteger.ONE);
    }
    List<Rational> inverses = right.values().stream().map(Rational::reciprocal).toList();
    return left.times(Tensor.rationals(right.type(), right.shape(), inverses));
  }

  static List<Tensor> negate(Application application) {
    application.atMost(1);
    return List.of(application.input(0).times(Rational.of(-1)));
  }

  static List<Tensor> abs(Application application) {
    application.atMost(1);
    Tensor x = application.input(0);
    return List.of(
        Tensor.of(
            x.type(),
            x.shape(),
            IntegerVector.of(x.size(), k -> x.numerators().get(k).abs()),
            x.denominator()));
  }

  static List<Tensor> max(Application application) {
    return List.of(folded(application, Tensor::max));
  }

  static List<Tensor> min(Application application) {
    return List.of(folded(application, Tensor::min));
  }

  static List<Tensor> sum(Application application) {
    return List.of(folded(application, Tensor::plus));
  }

  static List<Tensor> mean(Application application) {
    return List.of(folded(application, Tensor::plus).times(Rational.of(1, application.inputs())));
  }

  private static Tensor folded(Application application, BinaryOperator<Tensor> operation) {
    application.requireOneType();
    Tensor result = application.input(0);
    for (int k = 1; k < application.inputs(); k++) {
      result = operation.apply(result, application.input(k));
    }
    return result;
  }

  /** Casts that keep every value, and those to integers, which cut off. */
  static List<Tensor> cast(Application application) {
    application.atMost(1);
    Tensor x = application.input(0);
    ElementType to = OnnxTypes.named(application.integer("to", 0));
    application.integer("saturate", 1);
    if (to == ElementType.BOOL) {
      return List.of(
          Tensor.of(
              to,
              x.shape(),
              IntegerVector.of(
                  x.size(), k -> BigInteger.valueOf(Math.abs(x.numerators().signum(k)))),
              BigInteger.ONE));
    }
    if (to.isInteger()) {
      return List.of(
          Tensor.of(
              to,
              x.shape(),
              IntegerVector.of(x.size(), k -> x.numerators().get(k).divide(x.denominator())),
              BigInteger.ONE));
    }
    boolean wider = to == ElementType.DOUBLE || to == ElementType.FLOAT && x.type().bytes() == 2;
    if (to != x.type() && !wider && !isExactInteger(x, to)) {
      throw new Unfit("a cast that rounds nothing", "one from " + x.type() + " to " + to);
    }
    return List.of(x.as(to));
  }

  private static boolean isExactInteger(Tensor x, ElementType to) {
    int significant = to == ElementType.FLOAT ? 24 : to == ElementType.FLOAT16 ? 11 : 8;
    return x.type().isInteger() && x.numerators().bits() <= significant;
  }
}
