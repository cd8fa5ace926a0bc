package org.dlmcert.app.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.certify.tree.TreeCheckpoint;
import org.dlmcert.model.Instance;
import org.dlmcert.task.Remembering;
import org.dlmcert.task.Workers;
import picocli.CommandLine.Option;

/** {@code --checkpoint FILE} and {@code --resume}, for searches that can be stopped. */
public final class CheckpointOption {
  /**
   * A way to open a checkpoint file.
   *
   * @param <C> what it is then
   */
  @FunctionalInterface
  public interface Opening<C> {
    /** Opens it. */
    C of(Path file) throws IOException;
  }

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Keep what is decided in this file, so that the search can be resumed.")
  private Optional<Path> checkpoint = Optional.empty();

  @Option(names = "--resume", description = "Go on with the search in the checkpoint file.")
  private boolean resume;

  /** Whether one of the options is given. */
  public boolean isGiven() {
    return checkpoint.isPresent() || resume;
  }

  /** The same for the checkpoint of a census, or of the search for the least loss. */
  public Optional<Checkpoint> open(Checkpoint.Kind kind, Instance instance) throws IOException {
    return open(
        file -> Checkpoint.begin(file, kind, instance),
        file -> Checkpoint.resume(file, kind, instance));
  }

  /** These workers; with a file, what it knows of the patterns of an instance is not done again. */
  public Workers remembering(Workers workers, Instance instance, JobContext context)
      throws IOException {
    Optional<TreeCheckpoint> kept =
        open(
            file -> TreeCheckpoint.begin(file, instance),
            file -> TreeCheckpoint.resume(file, instance));
    if (kept.isEmpty()) {
      return workers;
    }
    context.closeAtEnd(kept.get());
    context.wouldDecide("the same command with --resume, which goes on from here");
    return new Remembering(workers, kept.get());
  }

  /**
   * Begins the file, or goes on with it; to be closed by the caller. With {@code --resume} and no
   * file, it is begun.
   *
   * @throws UsageError if the options do not fit together or to what there is
   */
  public <C> Optional<C> open(Opening<C> begin, Opening<C> goOn) throws IOException {
    if (checkpoint.isEmpty()) {
      if (resume) {
        throw new UsageError("--resume goes with --checkpoint FILE");
      }
      return Optional.empty();
    }
    Path file = checkpoint.get();
    if (file.toString().equals("-")) {
      throw new UsageError(
          "--checkpoint -: a checkpoint is written again and again; a file name was expected");
    }
    if (Files.isDirectory(file)) {
      throw new UsageError(file + ": is a directory; a file name was expected");
    }
    if (resume) {
      return Optional.of(goOn.of(file));
    }
    if (Files.exists(file)) {
      throw new UsageError(
          file + ": file exists; give --resume to go on with it, or name another file");
    }
    return Optional.of(begin.of(file));
  }
}
