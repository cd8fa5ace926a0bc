package org.dlmcert.app.argument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Program;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.paper.statement.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A word that an option does not know is told before any file is read: one message. */
class WrongWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train nowhere --rate=0                  | --rate 0: a positive double expected
          train nowhere --rate=-1                 | --rate -1: a positive double expected
          train nowhere --rate=1e400              | --rate 1e400: a positive double expected
          train nowhere --rate=1e-400             | --rate 1e-400: a positive double expected
          train nowhere --rate=1/2                | --rate 1/2: a number expected
          train nowhere --rate=NaN                | --rate NaN: a number expected
          train nowhere --decay=0                 | --decay 0: a factor above 0 and up to 1 expected
          train nowhere --decay=1.5               | --decay 1.5: a factor above 0 and up to 1 expected
          train nowhere --decay=x                 | --decay x: a number expected
          figure 6.1 -o pom.xml --step-factor=0   | --step-factor 0: a positive double expected
          figure 6.1 -o pom.xml --step-factor=-2  | --step-factor -2: a positive double expected
          certify nowhere --loss=hinge            | --loss: squared, huber:δ as in huber:1/2, logistic or cross-entropy expected, found "hinge"
          inspect nowhere --loss=huber:0          | --loss: huber:δ with a positive δ expected, found "huber:0"
          inspect nowhere --loss=huber:x          | --loss: a number
          check nowhere --part=0/2                | --part 0/2: K/M with K from 1 to M expected
          check nowhere --part=3/2                | --part 3/2: K/M with K from 1 to M expected
          check nowhere --part=1                  | --part 1: K/M with K from 1 to M expected
          check nowhere --part=1/2/3              | --part 1/2/3: K/M with K from 1 to M expected
          replay fact-2 fact-3                    | ID fact-3: one of
          """)
  void isTold(String command, String message) {
    Captured result = Program.run(command.split(" "));
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(": " + message).doesNotContain("nowhere");
    assertThat(result.err().lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "train nowhere --rate=1e-9 --decay=1 --optimizer=gd",
    "train nowhere --decay=1e-9",
    "certify nowhere --loss=huber:1/2",
    "check nowhere --part=2/2"
  })
  void theEndsAreKnown(String command) {
    assertThat(Program.run(command.split(" ")).err()).contains("nowhere: no such file");
  }

  @Test
  void aNameOfTwoFilesIsNone() {
    assertThat(Program.run("forward", "model", "--data", "x=\0", "-o", "y").err())
        .contains("--data")
        .contains("a file or NAME=FILE expected");
  }

  /** A file whose name has an equals sign needs no name before it. */
  @Test
  void whatIsAFileIsNoName(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("x=y.csv"));
    ModelInput.Reader reader = new ModelInput.Reader();
    assertThat(reader.convert(file.toString()).file()).isEqualTo(file);
    assertThat(reader.convert(file.toString()).name()).isEmpty();
    ModelInput named = reader.convert("x=" + file);
    assertThat(named.name()).contains("x");
    assertThat(named.file()).isEqualTo(file);
    assertThat(reader.convert("=y").name()).isEmpty();
  }

  @Test
  void allStatementsHaveNames() {
    NamedStatement names = new NamedStatement();
    Statements.ALL.forEach(s -> assertThat(names.convert(s.heading().id())).isSameAs(s));
    assertThat(Statements.ALL).hasSizeGreaterThan(20);
  }
}
