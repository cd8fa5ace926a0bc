package org.dlmcert.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** A replay passes only with checks that hold, controls that break, and words. */
final class ReplayTest {
  private static boolean passes(Consumer<Transcript> replay) {
    return Replay.of(statement(replay), Extent.SMALL).passed();
  }

  private static Statement statement(Consumer<Transcript> replay) {
    return new Statement() {
      @Override
      public Heading heading() {
        return new Heading("id", "title", "where", "given", "claim", List.of(), "more");
      }

      @Override
      public void replay(Transcript transcript, Extent extent) {
        replay.accept(transcript);
      }
    };
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

  /** An exception belongs to its statement: what was seen stays, and the others run. */
  @Test
  void anExceptionIsAnErrorOfItsStatement() throws InterruptedException {
    Statement faulty =
        statement(
            t -> {
              t.check("first", true);
              throw new IllegalStateException("no such cell");
            });
    Statement sound =
        statement(
            t -> {
              t.check("c", true);
              t.control("d", true);
              t.conclude("seen");
            });
    List<Replay> replays = Replays.of(List.of(faulty, sound), Extent.SMALL, 1, Progress.NONE);
    assertThat(replays.get(0).result()).isEqualTo(Replay.Result.ERROR);
    assertThat(replays.get(0).evidence())
        .isEqualTo("stopped by an error: IllegalStateException: no such cell");
    assertThat(replays.get(0).checks()).hasSize(1);
    assertThat(replays.get(1).result()).isEqualTo(Replay.Result.PASS);
  }

  @Test
  void commonDenominatorsAreWrittenOnceWhereThatIsShorter() {
    Transcript transcript = new Transcript();
    Rational third = Rational.of(1, 100003).dividedBy(Rational.of(3));
    transcript.show(
        "w",
        RationalMatrix.ofRows(
            4,
            List.of(List.of(third, Rational.of(-2, 100003), third.times(Rational.of(4)), third))));
    transcript.show("a", RationalMatrix.ofRows(2, List.of(List.of(third, Rational.ZERO))));
    transcript.show(
        "s", RationalMatrix.of(3, 3, (i, j) -> Rational.of(1, 100).times(Rational.of(i + 1L))));
    assertThat(transcript.lines())
        .containsExactly(
            new Transcript.Table("w, in units of 1/300009", List.of(List.of("1", "-6", "4", "1"))),
            new Transcript.Table("a", List.of(List.of("1/300009", "0"))),
            new Transcript.Table(
                "s",
                List.of(
                    List.of("1/100", "1/100", "1/100"),
                    List.of("1/50", "1/50", "1/50"),
                    List.of("3/100", "3/100", "3/100"))));
  }
}
