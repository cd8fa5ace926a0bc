package org.dlmcert.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.dlmcert.app.Captured;
import org.dlmcert.app.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers outside what an option takes are told before any file is read. */
class BoundsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          certify nowhere --threads=0              | --threads 0: a number from 1 to 1024 expected
          certify nowhere --threads=1025           | --threads 1025: a number from 1 to 1024 expected
          certify nowhere --max-patterns=-1        | --max-patterns -1: a number from 0 expected
          certify nowhere --outputs=0              | --outputs 0: a number from 1 to 1000000 expected
          check nowhere --max-work=-1              | --max-work -1: a number from 0 expected
          convert nowhere --layers=1               | --layers 1: a number from 2 to 100 expected
          convert nowhere --layers=101             | --layers 101: a number from 2 to 100 expected
          generate --widths=1,1,1 --seed=1 --samples=-1 | --samples -1: a number from 0 expected
          generate --widths=1,1,1 --seed=1 --samples=1 --range=0 | --range 0: a number from 1 to 1000000000 expected
          witness --widths=1,1,1 --samples=-1      | --samples -1: a number from 0 expected
          global nowhere --max-nodes=-1            | --max-nodes -1: a number from 0 expected
          inspect nowhere --max-nodes=-1           | --max-nodes -1: a number from 0 expected
          minima nowhere --max-nodes=-1            | --max-nodes -1: a number from 0 expected
          minima nowhere --limit=-1                | --limit -1: a number from 0 expected
          minima nowhere --max-choices=-1          | --max-choices -1: a number from 0 expected
          perturb nowhere --tolerance=1 --seed=1 --bits=0 | --bits 0: a number from 1 to 100000 expected
          perturb nowhere --tolerance=1 --seed=1 --bits=100001 | --bits 100001: a number from 1 to 100000 expected
          train nowhere --batch=0                  | --batch 0: a number from 1 expected
          train nowhere --epochs=-1                | --epochs -1: a number from 0 to 100000000 expected
          train nowhere --decay-after=-1           | --decay-after -1: a number from 0 expected
          figure 6.1 -o pom.xml --samples=9,9      | --samples: different numbers from 1 to 5000 expected
          figure 6.1 -o pom.xml --samples=9,0      | --samples: different numbers from 1 to 5000 expected
          figure 6.1 -o pom.xml --samples=5001     | --samples: different numbers from 1 to 5000 expected
          figure 6.1 -o pom.xml --repetitions=1001 | --repetitions 1001: a number from 1 to 1000 expected
          figure 6.1 -o pom.xml --epochs=1000001   | --epochs 1000001: a number from 0 to 1000000 expected
          figure 6.1-ends -o pom.xml --samples=1,1 | --samples: different numbers from 1 to 1000 expected
          figure 6.1-ends -o pom.xml --repetitions=0 | --repetitions 0: a number from 1 to 1000 expected
          figure 6.1-ends -o pom.xml --epochs=-1   | --epochs -1: a number from 0 to 1000000 expected
          figure 6.2 -o pom.xml --repetitions=0    | --repetitions 0: a number from 1 to 1000 expected
          figure 6.2-deep -o pom.xml --repetitions=0 | --repetitions 0: a number from 1 to 1000 expected
          """)
  void aNumberOutsideIsToldFirst(String command, String message) {
    Captured result = Program.run(command.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(": " + message).doesNotContain("no such file");
    assertThat(result.err().lines()).hasSize(2);
  }

  @Test
  void theEndsAreInside() {
    for (String command : new String[] {"minima nowhere --limit=0", "convert nowhere --layers=2"}) {
      assertThat(Program.run(command.split(" ")).err()).contains("no such file");
    }
  }
}
