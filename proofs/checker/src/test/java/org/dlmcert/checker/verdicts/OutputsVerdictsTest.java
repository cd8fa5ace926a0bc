package org.dlmcert.checker.verdicts;

import java.util.List;
import org.dlmcert.checker.Verdicts;

final class OutputsVerdictsTest extends Verdicts {
  static List<Line> lines() {
    return of("outputs");
  }
}
