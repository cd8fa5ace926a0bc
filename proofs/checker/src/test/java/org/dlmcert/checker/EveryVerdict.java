package org.dlmcert.checker;

import org.junit.jupiter.api.Test;

/**
 * All lines of {@link Verdicts} in one test, up to the first that differs. Its name keeps it out of
 * the build, which asks for each line by itself; PIT takes it for the packages that every rule
 * uses, where a mutant meets all files.
 */
final class EveryVerdict {
  @Test
  void everyVerdictIsTheListedOne() {
    Verdicts.all().forEach(Verdicts::compare);
  }
}
