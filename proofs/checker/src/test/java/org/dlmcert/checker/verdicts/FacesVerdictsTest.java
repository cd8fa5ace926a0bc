package org.dlmcert.checker.verdicts;

import java.util.List;
import org.dlmcert.checker.Verdicts;

final class FacesVerdictsTest extends Verdicts {
  static List<Line> lines() {
    return of("faces");
  }
}
