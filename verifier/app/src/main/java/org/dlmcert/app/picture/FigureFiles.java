package org.dlmcert.app.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.OutputFiles;
import org.dlmcert.numeric.picture.Panels;

/** The files of a figure: picture twice, table of all values, a page in Markdown, and others. */
public final class FigureFiles {
  private static final List<String> ENDINGS = List.of(".png", ".svg", ".csv", ".md");

  private final Path folder;
  private final String name;
  private final OutputFiles outputs;
  private final List<Path> staged = new ArrayList<>();

  /** The files of this name, after a check that the first four can be written. */
  public FigureFiles(Path folder, String name, OutputFiles outputs) {
    this.folder = folder;
    this.name = name;
    this.outputs = outputs;
    ENDINGS.forEach(this::checked);
  }

  /** Another file, after a check that it can be written. */
  public Path checked(String ending) {
    Path file = folder.resolve(name + ending);
    outputs.check(file);
    return file;
  }

  /**
   * Writes picture, table and page.
   *
   * @param drawing the picture for SVG
   */
  public void stage(Panels picture, Panels drawing, String csv, String markdown)
      throws IOException {
    List<byte[]> contents =
        List.of(
            picture.png(),
            drawing.svg(),
            csv.getBytes(StandardCharsets.UTF_8),
            markdown.getBytes(StandardCharsets.UTF_8));
    for (int k = 0; k < ENDINGS.size(); k++) {
      stage(folder.resolve(name + ENDINGS.get(k)), contents.get(k));
    }
  }

  /** Writes another file. */
  public void stage(Path file, byte[] content) throws IOException {
    outputs.stage(file, content);
    staged.add(file);
  }

  /** The names of what was written. */
  public List<String> names() {
    return staged.stream().map(Path::toString).toList();
  }

  /** Ends a report with what was written. */
  public Report reported(Report.Builder builder) {
    names().forEach(file -> builder.line("written: " + file));
    return builder.build();
  }
}
