package org.dlmcert.app.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.app.run.OutputFiles;
import org.dlmcert.numeric.picture.Panels;

/** The files of a figure: picture twice, table of all values, and a page in Markdown. */
public final class FigureFiles {
  private static final List<String> ENDINGS = List.of(".png", ".svg", ".csv", ".md");

  private FigureFiles() {}

  /** Their names, after a check that they can be written. */
  public static List<Path> of(Path folder, String name, OutputFiles outputs) {
    List<Path> files =
        Stream.of(ENDINGS).flatMap(List::stream).map(e -> folder.resolve(name + e)).toList();
    files.forEach(outputs::check);
    return files;
  }

  /**
   * Writes them, in the order of {@link #of}.
   *
   * @param drawing the picture for SVG
   */
  public static void stage(
      List<Path> files,
      Panels picture,
      Panels drawing,
      String csv,
      byte[] markdown,
      OutputFiles outputs)
      throws IOException {
    outputs.stage(files.get(0), picture.png());
    outputs.stage(files.get(1), drawing.svg());
    outputs.stage(files.get(2), csv.getBytes(StandardCharsets.UTF_8));
    outputs.stage(files.get(3), markdown);
  }
}
