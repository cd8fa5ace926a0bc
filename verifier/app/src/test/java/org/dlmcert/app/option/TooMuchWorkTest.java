package org.dlmcert.app.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.checker.Verdict;
import org.junit.jupiter.api.Test;

/** What is advised where the checker stopped: what can be done with what is there. */
class TooMuchWorkTest {
  private static String advice(long work, Optional<Path> file) {
    return new TooMuchWork(new Verdict.NotChecked(work, 100, "tree"), file).wouldDecide();
  }

  @Test
  void theFileIsNamedOnlyIfItIsThere() {
    assertThat(advice(200, Optional.of(Path.of("c.cert"))))
        .isEqualTo("check c.cert with --max-work of at least 200");
    assertThat(advice(200, Optional.empty())).startsWith("--certificate FILE");
  }

  @Test
  void memoryIsNotWork() {
    assertThat(advice(50, Optional.of(Path.of("c.cert")))).contains("more memory");
  }

  @Test
  void nobodyIsSentToWaitForYears() {
    assertThat(advice(Long.MAX_VALUE, Optional.empty())).startsWith("no limit");
  }
}
