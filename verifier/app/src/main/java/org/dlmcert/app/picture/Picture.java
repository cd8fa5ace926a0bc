package org.dlmcert.app.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.OutputFiles;
import org.dlmcert.numeric.picture.Panels;

/**
 * A picture, written twice into a folder: as PNG and as SVG.
 *
 * @param option the option that asks for it, for messages
 * @param name of the files, without ending
 */
public record Picture(String option, Path folder, String name) {

  private Path png() {
    return folder.resolve(name + ".png");
  }

  private Path svg() {
    return folder.resolve(name + ".svg");
  }

  /**
   * Checks that the files can be written.
   *
   * @throws UsageError if the folder is a file, or one of the files exists and may not be replaced
   */
  public void check(OutputFiles outputs) {
    if (Files.isDirectory(folder)) {
      outputs.check(png());
      outputs.check(svg());
    } else if (Files.exists(folder)) {
      throw new UsageError(option + " " + folder + ": is a file; a folder was expected");
    }
  }

  /** Draws the charts into both files; the folder is made where it is missing. */
  public void stage(Panels charts, OutputFiles outputs) throws IOException {
    Files.createDirectories(folder);
    outputs.stage(png(), charts.png());
    outputs.stage(svg(), charts.svg());
  }

  /** In words, where the picture is. */
  public String words() {
    return png() + ", " + svg();
  }
}
