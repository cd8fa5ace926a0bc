package org.dlmcert.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.numeric.picture.Panels;

/** The files of a figure: picture twice, table of all values, and a page in Markdown. */
final class FigureFiles {
  private static final List<String> ENDINGS = List.of(".png", ".svg", ".csv", ".md");

  private FigureFiles() {}

  /** Their names, after a check that they can be written. */
  static List<Path> of(Path folder, String name, OutputFiles outputs) {
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
  static void stage(
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
