package org.dlmcert.numeric.figure;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.io.Journal;

/**
 * A file that grows by a line for every finished trial, so that a run that was stopped can go on.
 * Its first line states the settings.
 */
public final class Checkpoint implements Closeable {
  private final Map<Trial, TrialResult> finished;
  private final Journal journal;

  private Checkpoint(Map<Trial, TrialResult> finished, Journal journal) {
    this.finished = finished;
    this.journal = journal;
  }

  /** A checkpoint was made under other settings, or is damaged. */
  public static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  /** A new checkpoint in the place of whatever the file held. */
  public static Checkpoint create(Path file, String fingerprint) throws IOException {
    return new Checkpoint(new LinkedHashMap<>(), Journal.begin(file, fingerprint));
  }

  /**
   * The checkpoint in a file, to be continued. A last line that was cut short is dropped; nothing
   * else of the file is written again.
   *
   * @throws Mismatch if its settings are others, or another line is damaged
   */
  public static Checkpoint resume(Path file, String fingerprint) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    List<String> lines = whole.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(fingerprint)) {
      throw new Mismatch(
          file
              + ": a checkpoint of \""
              + fingerprint
              + "\" expected, found \""
              + (lines.isEmpty() ? "" : lines.get(0))
              + "\"");
    }
    Map<Trial, TrialResult> finished = new LinkedHashMap<>();
    for (int k = 1; k < lines.size(); k++) {
      try {
        TrialResult result = TrialResult.parse(lines.get(k));
        finished.put(result.trial(), result);
      } catch (IllegalArgumentException e) {
        throw new Mismatch(file + ", line " + (k + 1) + ": a finished repetition expected");
      }
    }
    return new Checkpoint(
        finished,
        Journal.goOn(
            file,
            text.getBytes(StandardCharsets.UTF_8).length,
            whole.getBytes(StandardCharsets.UTF_8).length));
  }

  /** The trials finished so far. */
  public synchronized Map<Trial, TrialResult> finished() {
    return Map.copyOf(finished);
  }

  /** Writes the line of a finished trial; from any thread. */
  public synchronized void add(TrialResult result) throws IOException {
    finished.put(result.trial(), result);
    journal.append(result.checkpointLine());
  }

  @Override
  public synchronized void close() throws IOException {
    journal.close();
  }
}
