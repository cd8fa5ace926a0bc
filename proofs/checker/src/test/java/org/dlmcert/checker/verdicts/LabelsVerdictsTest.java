package org.dlmcert.checker.verdicts;

import java.util.List;
import org.dlmcert.checker.Verdicts;

final class LabelsVerdictsTest extends Verdicts {
  static List<Line> lines() {
    return of("labels");
  }
}
