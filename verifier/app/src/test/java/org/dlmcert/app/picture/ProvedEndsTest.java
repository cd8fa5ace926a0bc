package org.dlmcert.app.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.descent.DescentEnd;
import org.dlmcert.numeric.descent.DescentSettings;
import org.dlmcert.numeric.descent.ExactMinimum;
import org.dlmcert.numeric.figure.EndVerdicts;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** What is said of the ends of descents is what the checker accepts about them. */
final class ProvedEndsTest {
  @Test
  void endsAndExactWeightsAreDecidedEachForItself() throws InterruptedException {
    boolean found = false;
    for (long seed = 1; seed <= 6; seed++) {
      DescentEnd end =
          DescentEnd.of(
              Descent.run(new DescentSettings(6, 8, 0.2, 800, 1e-7, seed), Progress.NONE));
      EndVerdicts verdicts = ProvedEnds.of(end);
      assertThat(verdicts.end())
          .as("seed " + seed)
          .isEqualTo(end.loss().isZero() ? "GLOBAL_MINIMUM" : "NOT_CRITICAL");
      assertThat(verdicts.minimum().isPresent()).isEqualTo(end.minimum().isPresent());
      if (end.minimum().isPresent()) {
        found = true;
        assertThat(verdicts.minimum()).as("seed " + seed).hasValue("GLOBAL_MINIMUM");
        // Weights with a loss above 0 are not said to be a minimum because they are called one.
        EndVerdicts wrong =
            ProvedEnds.of(
                new DescentEnd(
                    end.descent(),
                    end.instance(),
                    end.loss(),
                    end.largestGradient(),
                    end.zeros(),
                    end.tiny(),
                    end.rank(),
                    Optional.of(new ExactMinimum(end.instance(), Rational.ZERO, 0))));
        assertThat(wrong.minimum()).hasValue(end.loss().isZero() ? "GLOBAL_MINIMUM" : "undecided");
      }
    }
    assertThat(found).isTrue();
  }
}
