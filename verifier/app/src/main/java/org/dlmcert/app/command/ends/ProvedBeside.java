package org.dlmcert.app.command.ends;

import java.util.Optional;
import org.dlmcert.app.report.Judged;
import org.dlmcert.app.report.Proved;
import org.dlmcert.checker.Checker;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.ends.BesideEnd;
import org.dlmcert.numeric.newton.NearbySearch;
import org.dlmcert.point.nearby.NearbyOutcome;
import org.dlmcert.progress.Progress;

/** What is beside an end point, by a certificate that the checker accepts. */
final class ProvedBeside {
  private ProvedBeside() {}

  static BesideEnd of(Instance end) throws InterruptedException {
    NearbyOutcome outcome = NearbySearch.of(end, Progress.NONE);
    if (outcome instanceof NearbyOutcome.Found found) {
      Judged judged =
          Proved.judge(found.certificate().bytes(), Optional.empty(), Checker.DEFAULT_MAX_WORK);
      if (judged instanceof Judged.Rejected rejected) {
        throw rejected.fault();
      }
      if (judged instanceof Judged.NotChecked) {
        return new BesideEnd.Neither("the check takes more than the work that is allowed");
      }
    }
    return BesideEnd.of(outcome);
  }
}
