package org.dlmcert.numeric.figure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of an earlier run of an {@link ErrorCurveExperiment}: what is proved in it need not be
 * computed again.
 *
 * @param file where it was read
 * @param results its lines
 */
public record EarlierTable(Path file, List<TrialResult> results) {
  public EarlierTable {
    results = List.copyOf(results);
  }

  /**
   * Reads a table.
   *
   * @throws Checkpoint.Mismatch if it is no such table, or has repetitions that the experiment has
   *     not, or of other seeds or more epochs
   */
  public static EarlierTable read(Path file, ErrorCurveExperiment experiment) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.isEmpty() || !lines.get(0).equals(TrialResult.HEADER)) {
      throw new Checkpoint.Mismatch(
          file
              + ", line 1: the table of a Figure 6.1 expected, with the header "
              + TrialResult.HEADER);
    }
    Set<Trial> open = new HashSet<>(experiment.trials());
    List<TrialResult> results = new ArrayList<>();
    for (int k = 1; k < lines.size(); k++) {
      TrialResult result = parse(file, k, lines.get(k));
      if (!open.remove(result.trial())
          || result.seed() != result.trial().seed(experiment.settings().seed())
          || result.epochs() > experiment.settings().epochs()) {
        throw new Checkpoint.Mismatch(
            file
                + ", line "
                + (k + 1)
                + ": a repetition of other settings; give those of the table");
      }
      results.add(result);
    }
    return new EarlierTable(file, results);
  }

  private static TrialResult parse(Path file, int index, String line) {
    try {
      return TrialResult.parse(line, 0);
    } catch (IllegalArgumentException e) {
      throw new Checkpoint.Mismatch(file + ", line " + (index + 1) + ": a repetition expected");
    }
  }

  /** The results whose ranks are proved. */
  public List<TrialResult> proved() {
    return results.stream().filter(TrialResult::isProved).toList();
  }

  /** The other results. */
  public List<TrialResult> open() {
    return results.stream().filter(r -> !r.isProved()).toList();
  }
}
