package org.dlmcert.app.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.model.Instance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --checkpoint FILE} and {@code --resume}, for searches that can be stopped. */
public final class CheckpointOption {

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Keep what is decided in this file, so that the search can be resumed.")
  private @Nullable Path checkpoint;

  @Option(names = "--resume", description = "Go on with the search in the checkpoint file.")
  private boolean resume;

  /** Whether one of the options is given. */
  public boolean isGiven() {
    return checkpoint != null || resume;
  }

  /**
   * Begins the file, or goes on with it; to be closed by the caller.
   *
   * @throws UsageError if the options do not fit together or to what there is
   */
  public Optional<Checkpoint> open(Checkpoint.Kind kind, Instance instance) throws IOException {
    if (checkpoint == null) {
      if (resume) {
        throw new UsageError("--resume goes with --checkpoint FILE");
      }
      return Optional.empty();
    }
    if (checkpoint.toString().equals("-")) {
      throw new UsageError(
          "--checkpoint -: a checkpoint is written again and again; a file name was expected");
    }
    if (Files.isDirectory(checkpoint)) {
      throw new UsageError(checkpoint + ": is a directory; a file name was expected");
    }
    if (resume) {
      return Optional.of(Checkpoint.resume(checkpoint, kind, instance));
    }
    if (Files.exists(checkpoint)) {
      throw new UsageError(
          checkpoint + ": file exists; give --resume to go on with it, or name another file");
    }
    return Optional.of(Checkpoint.begin(checkpoint, kind, instance));
  }
}
