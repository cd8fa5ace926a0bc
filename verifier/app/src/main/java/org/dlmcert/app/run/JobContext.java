package org.dlmcert.app.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.Unfinished;
import org.dlmcert.io.array.ArrayOnDisk;
import org.dlmcert.io.table.TableReading;
import org.dlmcert.progress.Progress;

/** What a running command may use of the program around it. */
public interface JobContext {

  /** The name of the command, as in reports. */
  String command();

  /** The number of threads to use, at least 1. Results do not depend on it. */
  int threads();

  /** The time that is left before the time-out, if there is one. */
  default Optional<Duration> timeLeft() {
    return Optional.empty();
  }

  /** To be told of the stages of the work; they are what a time-out reports as tried. */
  Progress progress();

  /** This is to be closed when the job has ended, however it ends. */
  default void closeAtEnd(AutoCloseable resource) {}

  /** The stages so far, in words. */
  List<String> tried();

  /** The files the command writes; they appear in place when it has ended with a report. */
  OutputFiles outputs();

  /** Whether the result is to be one JSON object. */
  default boolean wantsJson() {
    return false;
  }

  /**
   * A certificate is complete and staged for this file: should a time-out or memory end the command
   * from now on, it is kept.
   */
  default void certificateComplete(Path file) {}

  /** This table was read, so that a detached certificate can say how. */
  default void tableRead(TableReading reading) {}

  /** How the table was read, if one was. */
  default Optional<TableReading> tableRead() {
    return Optional.empty();
  }

  /** The inputs are those of this array, so that a detached certificate can name it. */
  default void arrayRead(ArrayOnDisk array) {}

  /** The array that the inputs are those of, if there is one. */
  default Optional<ArrayOnDisk> arrayRead() {
    return Optional.empty();
  }

  /** Targets that the question does not depend on were left out: which of them is a word. */
  default void targetsLeftOut(String word) {}

  /** A message to people on standard error, unless they want quiet. */
  void note(String message);

  /** Says what would decide the question, should a time-out or memory end the command. */
  void wouldDecide(String hint);

  /** Begins the report of work that is done and claims nothing beyond its result. */
  default Report.Builder done() {
    return Report.done(command());
  }

  /** Begins the report of what has been proved. */
  default Report.Builder proved(Proved proved) {
    return Report.proved(command(), proved);
  }

  /** Begins an UNDECIDED report of this command, with the stages so far as what was tried. */
  default Report.Builder undecided(String limit, String wouldDecide) {
    return Report.undecided(command(), new Unfinished(limit, tried(), wouldDecide));
  }
}
