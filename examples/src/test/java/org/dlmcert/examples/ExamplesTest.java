package org.dlmcert.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("dlmcert.root", ".."));
  private static final Path DIGITS = ROOT.resolve("examples/data/digits.csv.gz");

  @Test
  void theLibraryCertifiesTheDigitsAtWidth34() {
    assertThat(CertifyDigits.decide(DIGITS, 34))
        .startsWith("ACCEPTED full column rank for all 2^61098 activation patterns");
  }

  @Test
  void theLibraryRefutesTheDigitsAtWidth33() {
    assertThat(CertifyDigits.decide(DIGITS, 33))
        .startsWith("ACCEPTED no full column rank for at least one of the 2^59301 ");
  }

  @Test
  void thePictureIsThatOfTheTightSet() throws IOException {
    Path committed = ROOT.resolve("examples/figures/digits-tight-set.svg");
    if (Boolean.getBoolean("dlmcert.draw")) {
      Files.writeString(committed, TightSetPicture.svg(DIGITS));
    }
    assertThat(TightSetPicture.svg(DIGITS)).isEqualTo(Files.readString(committed));
  }
}
