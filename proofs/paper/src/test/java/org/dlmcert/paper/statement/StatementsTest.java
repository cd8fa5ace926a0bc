package org.dlmcert.paper.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Replay;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript.Check;
import org.dlmcert.paper.Transcript.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole replay at small size. */
final class StatementsTest {
  static Stream<Statement> all() {
    return Stream.of(Statements.OF_THE_PAPER, Statements.BEYOND).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("all")
  void stands(Statement statement) {
    Replay replay = Replay.of(statement, Extent.SMALL);
    assertThat(replay.checks()).as("checks of " + statement.heading().id()).isNotEmpty();
    assertThat(replay.controls()).as("controls of " + statement.heading().id()).isNotEmpty();
    assertThat(replay.checks()).as(statement.heading().id()).allMatch(Check::holds);
    assertThat(replay.controls()).as(statement.heading().id()).allMatch(Control::breaks);
    assertThat(replay.passed()).as(statement.heading().id() + ": " + replay.evidence()).isTrue();
  }

  @Test
  void idsDiffer() {
    assertThat(all().map(statement -> statement.heading().id()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z0-9-]+"));
  }
}
