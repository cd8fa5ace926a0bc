package org.dlmcert.app.tour;

import static org.assertj.core.api.Assertions.assertThat;

import org.dlmcert.app.Captured;
import org.dlmcert.app.Program;
import org.junit.jupiter.api.Test;

/** The tour runs on the examples, and a terminal of 80 columns shows it. */
class TourTest {

  @Test
  void fiveCommandsEndAsTheyShould() {
    Captured tour = Program.run("tour", "--yes");
    assertThat(tour.exitCode()).as(tour.out() + tour.err()).isZero();
    assertThat(tour.out())
        .contains("\n$ dlmcert width ", "\n$ dlmcert inspect ")
        .contains("\nCERTIFIED\n", "\nACCEPTED\n", "\nREFUTED\n", "\nLOCAL_MINIMUM\n")
        .contains("1797 samples, widths 64-34-1", "14 inputs 0, 7, 8,")
        .doesNotContain("dlmcert-tour");
    assertThat(tour.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(Program.run("tour", "--json").exitCode()).isEqualTo(2);
  }

  @Test
  void linesAreBrokenAtBlanks() {
    StringBuilder text = new StringBuilder();
    new WrappedLine("  " + "word ".repeat(20).strip()).appendTo(text);
    String first = "  " + "word ".repeat(15).strip();
    assertThat(text.toString()).isEqualTo(first + "\n      word word word word word\n");
    text.setLength(0);
    new WrappedLine("").appendTo(text);
    new WrappedLine("x".repeat(90)).appendTo(text);
    assertThat(text.toString()).isEqualTo("\n" + "x".repeat(90) + "\n");
  }
}
