package org.dlmcert.point;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;

/**
 * A direction in which a loss of labels decreases to first order (proofs/soundness.md, section 35).
 *
 * <p>It is looked for with squares: at the same point, with targets at which the residuals are the
 * middles of the enclosed derivatives. What is found is a direction of descent of the loss of
 * labels if the derivative along it, enclosed with more and more bits, is negative.
 *
 * @param direction of the shapes of the weights
 * @param bits of the enclosure that decides
 * @param low a lower bound for the one-sided derivative of the loss along the direction
 * @param high an upper bound, negative
 */
public record LabelDescent(Weights direction, int bits, Rational low, Rational high)
    implements Proof {
  private static final int FIRST_BITS = 64;
  private static final int MOST_BITS = 1024;

  /**
   * Looks for a direction.
   *
   * @param instance with weights, labels, a loss of labels, and noise that is not generic
   * @return empty if there is none with squares, or the enclosures do not decide
   * @throws IllegalArgumentException if the targets are not labels
   */
  public static Optional<LabelDescent> search(Instance instance, Progress progress)
      throws InterruptedException {
    Loss.OfLabels loss = (Loss.OfLabels) instance.loss();
    Optional<String> misfit = loss.misfit(instance.dataset().targets());
    if (misfit.isPresent()) {
      throw new IllegalArgumentException(misfit.get());
    }
    RationalMatrix outputs = ForwardPass.of(instance).output(instance.network().depth()); // d_L×N
    Point point = Point.of(withSquares(instance, loss, outputs));
    Inspection squares = Inspection.of(point, progress);
    if (!(squares.verdict() instanceof PointVerdict.NotCritical found)) {
      return Optional.empty();
    }
    Weights direction = found.descent().direction();
    Polynomial[][] path = LossPath.outputs(point, direction);
    RationalMatrix change =
        RationalMatrix.of(outputs.rows(), outputs.columns(), (c, n) -> path[c][n].coefficient(1));
    for (int bits = FIRST_BITS; bits <= MOST_BITS; bits *= 2) {
      LabelDescent enclosed = enclosed(instance, loss, outputs, change, direction, bits);
      if (enclosed.high().signum() < 0) {
        return Optional.of(enclosed);
      }
    }
    return Optional.empty();
  }

  private static LabelDescent enclosed(
      Instance instance,
      Loss.OfLabels loss,
      RationalMatrix outputs,
      RationalMatrix change,
      Weights direction,
      int bits) {
    RationalMatrix labels = instance.dataset().targets().orElseThrow();
    Rational low = Rational.ZERO;
    Rational high = Rational.ZERO;
    for (int n = 0; n < instance.samples(); n++) {
      LabelSlopes slopes = LabelSlopes.of(loss, outputs.transpose().row(n), labels.row(n), bits);
      for (int c = 0; c < labels.columns(); c++) {
        Rational moved = change.get(c, n);
        boolean up = moved.signum() > 0;
        low = low.plus(moved.times((up ? slopes.low() : slopes.high()).get(c)));
        high = high.plus(moved.times((up ? slopes.high() : slopes.low()).get(c)));
      }
    }
    Rational samples = Rational.of(Math.max(1, instance.samples()));
    return new LabelDescent(direction, bits, low.dividedBy(samples), high.dividedBy(samples));
  }

  /** Squares whose residuals are near the derivatives of the loss of labels. */
  private static Instance withSquares(
      Instance instance, Loss.OfLabels loss, RationalMatrix outputs) {
    RationalMatrix labels = instance.dataset().targets().orElseThrow();
    Rational[][] targets =
        IntStream.range(0, instance.samples())
            .mapToObj(
                n -> {
                  LabelSlopes slopes =
                      LabelSlopes.of(loss, outputs.transpose().row(n), labels.row(n), 16);
                  Rational[] row = new Rational[labels.columns()];
                  for (int c = 0; c < row.length; c++) {
                    Rational middle =
                        slopes.low().get(c).plus(slopes.high().get(c)).dividedBy(Rational.of(2));
                    row[c] = outputs.get(c, n).minus(rounded(middle));
                  }
                  return row;
                })
            .toArray(Rational[][]::new);
    return new Instance(
        instance.name(),
        instance.network(),
        new Dataset(
            instance.dataset().inputs(),
            Optional.of(
                RationalMatrix.of(instance.samples(), labels.columns(), (n, c) -> targets[n][c]))),
        instance.noise(),
        instance.weights());
  }

  /** A short number near a derivative. */
  private static Rational rounded(Rational value) {
    return Rational.of(
        value.numerator().shiftLeft(16).divide(value.denominator()), BigInteger.ONE.shiftLeft(16));
  }

  /** The certificate about the point of the instance. */
  public Certificate certificate(Instance instance) {
    NetworkSetting setting = NetworkSetting.of(instance);
    return Certificate.of(
        instance,
        json -> {
          json.field("property").string("point-of-labels");
          json.field("verdict").string("NOT_CRITICAL");
          setting.write(json);
        },
        this);
  }

  @Override
  public String kind() {
    return "enclosed-descent";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("bits").integer(bits);
    json.field("direction").object(fields -> InstanceWriter.weights(direction, fields));
  }
}
