package org.dlmcert.checker.verdicts;

import java.util.List;
import org.dlmcert.checker.Verdicts;

final class EachVerdictsTest extends Verdicts {
  static List<Line> lines() {
    return of("each");
  }
}
