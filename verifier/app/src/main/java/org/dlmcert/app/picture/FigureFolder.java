package org.dlmcert.app.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dlmcert.app.report.UsageError;
import picocli.CommandLine.Option;

/** {@code -o FOLDER}, for commands that make several files. */
public final class FigureFolder {

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description = "The folder for the files; it is made where it is missing.")
  private Path folder;

  /**
   * The folder, which is there afterwards.
   *
   * @throws UsageError if it is a file
   */
  public Path make() throws IOException {
    if (folder.toString().equals("-")) {
      throw new UsageError(
          "-o -: several files are made, and standard output takes none of them; a folder was expected");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageError(folder + ": is a file; a folder was expected");
    }
    Files.createDirectories(folder);
    return folder;
  }
}
