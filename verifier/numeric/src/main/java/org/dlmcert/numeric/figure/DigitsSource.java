package org.dlmcert.numeric.figure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.dlmcert.io.Place;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;

/**
 * The 1797 handwritten digits of 8×8 pixels of E. Alpaydin and C. Kaynak (1998, UCI Machine
 * Learning Repository, CC BY 4.0), which come with the program.
 */
public final class DigitsSource {
  private static final String RESOURCE = "digits.csv.gz";

  private DigitsSource() {}

  /** Reads them. */
  public static ImageSource read() throws IOException {
    Path copy = Files.createTempFile("dlmcert-digits", ".csv.gz");
    try (InputStream resource = DigitsSource.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("the program was built without " + RESOURCE);
      }
      Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
      ColumnChoice last = ColumnChoice.named("last", Place.of("target column", ""));
      return ImageSource.of(
          "digits", "digits 0–4 / 5–9", DatasetReader.read(copy, Optional.of(last), Numbers.EXACT));
    } finally {
      Files.delete(copy);
    }
  }
}
