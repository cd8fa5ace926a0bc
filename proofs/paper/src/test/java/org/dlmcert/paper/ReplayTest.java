package org.dlmcert.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A replay passes only with checks that hold, controls that break, and words. */
final class ReplayTest {
  private static boolean passes(Consumer<Transcript> replay) {
    Statement statement =
        new Statement() {
          @Override
          public String id() {
            return "id";
          }

          @Override
          public String title() {
            return "title";
          }

          @Override
          public String where() {
            return "where";
          }

          @Override
          public String claim() {
            return "claim";
          }

          @Override
          public void replay(Transcript transcript, Extent extent) {
            replay.accept(transcript);
          }
        };
    return Replay.of(statement, Extent.SMALL).passed();
  }

  @Test
  void checksAndControlsAndWords() {
    assertThat(
            passes(
                t -> {
                  t.check("c", true);
                  t.control("d", true);
                  t.conclude("seen");
                }))
        .isTrue();
  }

  @Test
  void nothingSeenDoesNotPass() {
    assertThat(passes(t -> {})).isFalse();
  }

  @Test
  void withoutControlDoesNotPass() {
    assertThat(
            passes(
                t -> {
                  t.check("c", true);
                  t.conclude("seen");
                }))
        .isFalse();
  }

  @Test
  void withoutCheckDoesNotPass() {
    assertThat(
            passes(
                t -> {
                  t.control("d", true);
                  t.conclude("seen");
                }))
        .isFalse();
  }

  @Test
  void aControlThatHoldsDoesNotPass() {
    assertThat(
            passes(
                t -> {
                  t.check("c", true);
                  t.control("d", false);
                  t.conclude("seen");
                }))
        .isFalse();
  }

  @Test
  void aFailedCheckDoesNotPass() {
    assertThat(
            passes(
                t -> {
                  t.checkEqual("rank", 3, 2);
                  t.control("d", true);
                  t.conclude("seen");
                }))
        .isFalse();
  }

  @Test
  void withoutWordsDoesNotPass() {
    assertThat(
            passes(
                t -> {
                  t.check("c", true);
                  t.control("d", true);
                }))
        .isFalse();
  }
}
