package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.BinaryFormat;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/**
 * Batch normalization at inference: {@code y = f·(x - mean) + bias} with the factor {@code f =
 * scale/√(var + ε)} of each channel.
 *
 * <p>That factor is irrational in general. The function that is evaluated is defined thus: f is
 * exact where the root is rational, and is else the double nearest to it (correctly rounded, of two
 * nearest the even one); everything else is exact. The node says in a note how many factors were
 * rounded.
 */
final class Normalization {
  private static final int LAST_WITH_IS_TEST = 6;
  private static final int LAST_WITH_SPATIAL = 8;
  private static final int FIRST_WITH_TRAINING_MODE = 14;

  private Normalization() {}

  static List<Tensor> batch(Application application) {
    application.atMost(5);
    Tensor x = application.input(0);
    if (x.shape().rank() < 2) {
      throw new Unfit("an input N×C…", x.shape().toString());
    }
    int channels = x.shape().dimension(1);
    Tensor scale = perChannel(application, 1, channels);
    Tensor bias = perChannel(application, 2, channels);
    Tensor mean = perChannel(application, 3, channels);
    Tensor variance = perChannel(application, 4, channels);
    boolean training =
        application.opset() <= LAST_WITH_IS_TEST
            ? application.integer("is_test", 0) == 0
            : application.opset() >= FIRST_WITH_TRAINING_MODE
                && application.integer("training_mode", 0) != 0;
    if (training) {
      throw new Unfit("inference", "training mode, in which normalization depends on the batch");
    }
    if (application.opset() <= LAST_WITH_SPATIAL && application.integer("spatial", 1) != 1) {
      throw new Unfit("attribute spatial: 1", "" + application.integer("spatial", 1));
    }
    application.number("momentum", Rational.ZERO);
    Rational epsilon = application.number("epsilon", Single.nearest(1, 100_000));
    List<Rational> factors = new ArrayList<>();
    List<Rational> shifts = new ArrayList<>();
    int rounded = 0;
    for (int c = 0; c < channels; c++) {
      Rational under = variance.value(c).plus(epsilon);
      if (under.signum() <= 0) {
        throw new Unfit("var + epsilon above 0", under + " for channel " + c);
      }
      Rational factor = scale.value(c);
      BigInteger p = under.numerator().sqrt();
      BigInteger q = under.denominator().sqrt();
      if (p.multiply(p).equals(under.numerator()) && q.multiply(q).equals(under.denominator())) {
        factor = factor.times(Rational.of(q, p));
      } else if (!factor.isZero()) {
        factor = nearest(factor, under);
        rounded++;
      }
      factors.add(factor);
      shifts.add(bias.value(c).minus(factor.times(mean.value(c))));
    }
    if (rounded > 0) {
      application.note(
          "scale/sqrt(var + epsilon) is irrational in "
              + rounded
              + " of "
              + channels
              + (channels == 1 ? " channel" : " channels")
              + ", and is taken there as the double nearest to it");
    }
    int rank = x.shape().rank();
    Tensor factor = Tensor.rationals(x.type(), Shape.of(channels), factors);
    Tensor shift = Tensor.rationals(x.type(), Shape.of(channels), shifts);
    return List.of(
        x.times(Convolution.perChannel(factor, rank)).plus(Convolution.perChannel(shift, rank)));
  }

  /** The double nearest to scale/√under = sign(scale)·√(scale²/under). */
  private static Rational nearest(Rational scale, Rational under) {
    Rational square = scale.times(scale).dividedBy(under);
    return Single.exact(
        BinaryFormat.DOUBLE,
        BinaryFormat.DOUBLE.nearestRoot(scale.signum(), square.numerator(), square.denominator()));
  }

  private static Tensor perChannel(Application application, int k, int channels) {
    Tensor vector = application.input(k);
    if (!vector.shape().equals(Shape.of(channels))) {
      throw new Unfit("input " + k + " of length " + channels, vector.shape().toString());
    }
    return vector;
  }
}
