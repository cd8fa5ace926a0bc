package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is concluded about minima, for every kind of question (soundness.md section 0). */
class ConclusionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "partition      | for almost every noise, |",
        "partition-bias | for almost every noise, |",
        "collapse       | '' |",
        "cells          | '' |",
        "generic-layers | for almost every noise, | in (W_2, W_3), with W_1 held at almost every value, ",
        "generic-layers-bias | for almost every noise,"
            + " | in (W_2, b_2, W_3, b_3), with W_1, b_1 held at almost every value, ",
        "generic-layers-three-hidden | for almost every noise,"
            + " | in (W_3, W_4), with W_1, W_2 held at almost every value, ",
        "matching | for almost every noise, | in (W_2, W_3), with W_1 held at the given values, ",
        "matching-determined-layer | for almost every noise that is not given,"
            + " | in (W_3, W_4), with W_1, W_2 held at the given values, ",
        "deep-collapse  | '' | in (W_2, W_3), with W_1 held at the given values, ",
        "archimedean-determined-layer | '' | in (W_2, W_3), with W_1 held at the given values, "
      })
  void namesWhatIsTrainedAndWhatIsHeld(String file, String noise, String trained)
      throws IOException {
    assertThat(conclusion(file))
        .hasValue(
            (noise.isEmpty() ? "" : noise + " ")
                + "every differentiable local minimum "
                + (trained == null ? "" : trained + " ")
                + "has zero training error");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "independent-inputs-all-minima | every local minimum has zero training error",
        "independent-inputs-all-minima-two-outputs"
            + " | every local minimum in W_1, with W_2 held at the given values, has zero training error",
        "archimedean-all-minima-determined-layer"
            + " | every local minimum in (W_2, W_3), with W_1 held at the given values, has zero"
            + " training error",
        "partition-all-minima | for almost every noise, every local minimum has zero training error",
        "partition-all-minima-logistic"
            + " | for almost every noise, the loss logistic has no local minimum at all",
        "noise-ball | for every noise that differs from the given one by less than 4/13 in each"
            + " factor of the last hidden layer, every local minimum has zero training error",
        "tree-all-minima-no-samples | every local minimum has zero training error"
      })
  void speaksOfKinksWhereTheClaimDoes(String file, String conclusion) throws IOException {
    assertThat(conclusion(file)).hasValue(conclusion + " (kinks included)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tight-set", "hall-set", "null-vector", "open-cell", "width", "minima"})
  void nothingIsConcludedFromOtherClaims(String file) throws IOException {
    assertThat(conclusion(file)).isEmpty();
  }

  private static Optional<String> conclusion(String file) throws IOException {
    byte[] certificate = Files.readAllBytes(Examples.ACCEPTED.resolve(file + ".cert"));
    Verdict verdict = Checker.check(certificate, Optional.empty(), Checker.DEFAULT_MAX_WORK);
    return ((Verdict.Accepted) verdict).conclusion();
  }
}
