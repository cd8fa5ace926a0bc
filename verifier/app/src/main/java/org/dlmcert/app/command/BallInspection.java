package org.dlmcert.app.command;

import java.io.IOException;
import java.util.Optional;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.BallWords;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Loss;
import org.dlmcert.numeric.newton.BallSearch;
import org.dlmcert.point.Point;
import org.dlmcert.point.nearby.ZeroLossBall;

/** What {@code inspect --ball} does: all weights near the given ones. */
final class BallInspection {
  private final Point point;
  private final String wanted;
  private final CertificateOption certificate;
  private final JobContext context;

  BallInspection(Point point, String wanted, CertificateOption certificate, JobContext context) {
    this.point = point;
    this.wanted = wanted;
    this.certificate = certificate;
    this.context = context;
  }

  Report report() throws IOException, InterruptedException {
    Optional<Rational> radius = radius();
    if (!(point.instance().loss() instanceof Loss.Squared)) {
      throw new UsageError("--ball is about squared losses");
    }
    context.progress().stage("left inverse", 0);
    Optional<ZeroLossBall> search = BallSearch.at(point.instance());
    if (search.isEmpty()) {
      return BallWords.add(
              context.undecided(
                  "the derivatives of the outputs by all parameters are dependent, or there are"
                      + " fewer parameters than outputs on samples",
                  "no limit that can be raised: this theorem does not apply here"),
              point)
          .build();
    }
    context.progress().stage("balls", 0);
    ZeroLossBall.Attempt attempt =
        wanted.equals("flow")
            ? search.get().flow()
            : radius.isPresent()
                ? search.get().criticalPoints(radius.get())
                : search.get().largest();
    if (attempt.certificate().isEmpty()) {
      return BallWords.add(
              context.undecided(
                  BallWords.failure(attempt, wanted.equals("flow")),
                  wanted.equals("flow")
                      ? "weights of smaller loss"
                      : "a smaller RHO, or --ball max"),
              point)
          .build();
    }
    return certificate
        .prove(
            attempt.certificate().get(),
            context,
            stopped -> BallWords.add(stopped.undecided(context), point),
            proved -> BallWords.add(context.proved(proved), point, attempt, wanted.equals("flow")))
        .build();
  }

  private Optional<Rational> radius() {
    if (wanted.equals("flow") || wanted.equals("max")) {
      return Optional.empty();
    }
    try {
      Rational radius = Numbers.EXACT.read(wanted, Place.of("--ball", ""));
      if (radius.signum() > 0) {
        return Optional.of(radius);
      }
    } catch (BadInput e) {
      throw new UsageError("--ball: a positive number, max or flow expected, got " + wanted);
    }
    throw new UsageError("--ball: a positive number, max or flow expected, got " + wanted);
  }
}
