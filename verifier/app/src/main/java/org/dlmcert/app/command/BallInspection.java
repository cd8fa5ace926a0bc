package org.dlmcert.app.command;

import java.io.IOException;
import java.util.Optional;
import org.dlmcert.app.argument.BallRadius;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.BallWords;
import org.dlmcert.numeric.newton.BallSearch;
import org.dlmcert.point.Point;
import org.dlmcert.point.nearby.FlowByModes;
import org.dlmcert.point.nearby.ZeroLossBall;

/** What {@code inspect --ball} does: all weights near the given ones. */
final class BallInspection {
  private final Point point;
  private final BallRadius wanted;
  private final CertificateOption certificate;
  private final JobContext context;

  BallInspection(
      Point point, BallRadius wanted, CertificateOption certificate, JobContext context) {
    this.point = point;
    this.wanted = wanted;
    this.certificate = certificate;
    this.context = context;
  }

  Report report() throws IOException, InterruptedException {
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
    boolean flow = wanted instanceof BallRadius.Flow;
    ZeroLossBall.Attempt attempt =
        wanted instanceof BallRadius.Within within
            ? search.get().criticalPoints(within.radius())
            : flow ? flow(search.get()) : search.get().largest();
    if (attempt.certificate().isEmpty()) {
      return BallWords.add(
              context.undecided(
                  flow ? BallWords.noFlow(attempt) : BallWords.noBall(attempt),
                  flow ? "weights of smaller loss" : "a smaller RHO, or --ball max"),
              point)
          .build();
    }
    return certificate
        .prove(
            attempt.certificate().get(),
            context,
            stopped -> BallWords.add(stopped.undecided(context), point),
            proved ->
                flow
                    ? BallWords.addFlow(context.proved(proved), point, attempt)
                    : BallWords.addCriticalPoints(context.proved(proved), point, attempt))
        .build();
  }

  /** Mode by mode, and where that does not do by the norm of the residuals alone. */
  private ZeroLossBall.Attempt flow(ZeroLossBall byNorm) throws InterruptedException {
    Optional<FlowByModes> modes = BallSearch.modes(point.instance());
    if (modes.isEmpty()) {
      return byNorm.flow();
    }
    ZeroLossBall.Attempt byModes = modes.get().attempt();
    if (byModes.certificate().isPresent()) {
      return byModes;
    }
    ZeroLossBall.Attempt attempt = byNorm.flow();
    return attempt.certificate().isPresent() || attempt.number().compareTo(byModes.number()) < 0
        ? attempt
        : byModes;
  }
}
