package org.dlmcert.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** Stages, remembered and drawn. */
class ProgressTest {

  @Test
  void stagesAreRemembered() {
    StageLog log = new StageLog(Progress.NONE);
    assertThat(log.stages()).isEmpty();
    log.stage("a", 5);
    log.step(3);
    log.stage("b", Progress.UNKNOWN);
    assertThat(log.stages()).containsExactly("a", "b");
    log.step(9);
    assertThat(log.stages()).containsExactly("a", "b (9 steps)");
    log.stage("c", 2);
    assertThat(log.stages()).containsExactly("a", "b", "c (0 of 2)");
  }

  @Test
  void longStageIsDrawnWithTimeLeftAndErased() throws InterruptedException {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    try (ProgressDisplay display =
        new ProgressDisplay(new PrintStream(drawn, true, StandardCharsets.UTF_8), 60)) {
      display.stage("rank modulo a prime", 100);
      display.step(40);
      Thread.sleep(1200);
    }
    Thread.sleep(300);
    String text = drawn.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("\rrank modulo a prime", "40%").endsWith(" \r");
    assertThat(text.split("\r")).allSatisfy(line -> assertThat(line.length()).isLessThan(60));
  }

  @Test
  void shortStageShowsNothing() throws InterruptedException {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    try (ProgressDisplay display =
        new ProgressDisplay(new PrintStream(drawn, true, StandardCharsets.UTF_8), 60)) {
      display.stage("short", 100);
      display.step(40);
    }
    Thread.sleep(300);
    assertThat(drawn.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
