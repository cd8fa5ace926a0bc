package org.dlmcert.app.picture;

import java.util.Optional;
import org.dlmcert.app.report.Judged;
import org.dlmcert.app.report.Proved;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.checker.Checker;
import org.dlmcert.numeric.descent.DescentEnd;
import org.dlmcert.numeric.figure.EndVerdicts;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.Point;
import org.dlmcert.point.PointCertificate;
import org.dlmcert.progress.Progress;

/** The verdicts at the end of a descent, each that of a certificate which the checker accepts. */
public final class ProvedEnds {
  private ProvedEnds() {}

  /** Decides the end, and the exact weights close by. */
  public static EndVerdicts of(DescentEnd end) throws InterruptedException {
    Inspection inspection = Inspection.of(Point.of(end.instance()), Progress.NONE);
    return new EndVerdicts(
        verdict(PointCertificate.of(inspection)),
        end.minimum()
            .map(minimum -> verdict(PointCertificate.ofZeroLoss(Point.of(minimum.instance())))));
  }

  private static String verdict(Optional<Certificate> made) {
    if (made.isEmpty()) {
      return "undecided";
    }
    Judged judged = Proved.judge(made.get().bytes(), Optional.empty(), Checker.DEFAULT_MAX_WORK);
    if (judged instanceof Judged.Rejected rejected) {
      throw rejected.fault();
    }
    return judged instanceof Proved proved ? proved.word() : "not checked";
  }
}
